import { expect, it } from 'vitest';
import { createRedactor } from './redactor.ts';

const mask = (text: string): string =>
  createRedactor()
    .redact(text)
    .replaceAll(/‹secret \w+›/g, '‹›');
const secret = 'hV7qPz2Wm9';

it.each([
  `$ curl https://shop.example/v2/orders \\\n  --user shop:${secret} --data page=2`,
  `curl -k -X POST https://cache:11222/orders \\\n  -H 'Content-type: text/plain' \\\n  -d 'one two' \\\n  -u shop:${secret}`,
  `curl https://shop.example \\\r\n\t-u shop:${secret}`,
  `mysql -h 10.0.0.7 \\\n  -u root \\\n  -p${secret} shop`,
  `docker login registry.internal:5000 \\\n  -u shop \\\n  -p ${secret}`,
  `redis-cli -h cache \\\n  -a ${secret} ping`,
])('an option in a line below its program loses its secret: %j', (text) => {
  expect(mask(text)).toBe(text.replace(secret, '‹›'));
});

it('a line below a command that has ended is none of its options', () => {
  const text = 'curl https://shop.example\n  -u shop:orders';
  expect(mask(text)).toBe(text);
});
