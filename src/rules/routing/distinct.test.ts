import { expect, test } from 'vitest';

import { list, say } from '../../text/say.ts';
import { tell } from '../../text/tell.ts';
import { distinct } from './distinct.ts';

const packets = (name: string) => say`packets of ${name} to rds`;

test('what says the same of the same is said once, and the order stays', () => {
  const said = distinct([packets('web'), packets('api'), packets('web')]);
  expect(tell(list(said, 'and'), 'en')).toBe('packets of web to rds and packets of api to rds');
});
