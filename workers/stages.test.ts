import { expect, it } from 'vitest';
import { stages } from './stages.ts';

it('shows a stage once, however often a flow tells it while it waits', () => {
  const shown: string[] = [];
  const onStage = stages<string>((done, current) => shown.push(`${done.join()}>${current}`));
  onStage('changing');
  for (let look = 0; look < 3; look += 1) onStage('undoing');
  onStage('waiting-for-the-host');
  onStage('undoing');
  expect(shown).toEqual([
    '>changing',
    'changing>undoing',
    'changing,undoing>waiting-for-the-host',
    'changing,waiting-for-the-host>undoing',
  ]);
});
