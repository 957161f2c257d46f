import { expect, it } from 'vitest';
import { asTyped } from './fix-command.ts';

it.each([
  ['Plan again: /fix-bridge hz-shop', 'Plan again: ferryman fix-bridge hz-shop --plan'],
  ['Afterwards: /fix-bridge hz-shop.', 'Afterwards: ferryman fix-bridge hz-shop --plan.'],
  [
    'Others are: /fix-bridge hz.shop_1, /fix-bridge hz-shop network=shop_default',
    'Others are: ferryman fix-bridge hz.shop_1 --plan, ferryman fix-bridge hz-shop --network shop_default --plan',
  ],
  [
    '/fix-bridge web-1 30003 bip subnet=172.31.255.0/24 avoid=10.8.0.0/16,10.9.0.0/16',
    'ferryman fix-bridge web-1 30003 --method bip --subnet 172.31.255.0/24 --avoid 10.8.0.0/16 --avoid 10.9.0.0/16 --plan',
  ],
  ['`/fix-bridge web-1`', '`ferryman fix-bridge web-1 --plan`'],
  ['Run /opt/fix-bridge by hand.', 'Run /opt/fix-bridge by hand.'],
])('%s is typed at a prompt as it is read there', (said, typed) => {
  expect(asTyped(said)).toBe(typed);
});
