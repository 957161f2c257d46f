import { expect, test } from 'vitest';
import { startDemo } from './start-demo.ts';

test('whoever calls the support group about a host of the demo is offered a look at it', async () => {
  const demo = await startDemo();
  try {
    const { workspace } = demo;
    const call = workspace.say({ text: '<!subteam^S0SUPPORT|@support> hz-shop is dead', user: 'lin' });
    const offer = await workspace.waitFor((now) => now.thread('migration', call.ts)[1], 20_000);
    expect(JSON.stringify(offer.blocks)).toContain('Diagnose hz-shop');
  } finally {
    await demo.stop();
  }
}, 90_000);
