import { diagnoseSnapshot } from '../src/flows/diagnose.ts';
import { recordedHost } from '../test/support/recorded-hosts.ts';
import { atMost, type Figure, type Part } from './figure.ts';
import { median, timed } from './measure.ts';
import { scaleHost, type Size } from './scaled-host.ts';

const large: Size = { containers: 200, firewallRules: 5_000, routes: 2_000 };

export const reportSpeed: Part = {
  name: 'report',
  whyNot: () => undefined,
  run: measure,
};

async function measure(): Promise<readonly Figure[]> {
  const host = recordedHost('healthy-plain').snapshot;
  const speed = async (size: Size): Promise<number> => {
    const snapshot = scaleHost(host, size);
    const report = diagnoseSnapshot(snapshot);
    if (report.verdict !== 'healthy')
      throw new Error(
        `the scaled host is ${report.verdict}: ${JSON.stringify(report.causes[0] ?? report.unknowns[0] ?? report.symptoms[0])}`,
      );
    const times: number[] = [];
    for (let run = 0; run < 15; run += 1) times.push(await timed(() => diagnoseSnapshot(snapshot)));
    return median(times);
  };
  await speed(large);
  const whole = await speed(large);
  const figures = [
    atMost(50, {
      name: 'Facts to report, 200 containers, 5,000 rules, 2,000 routes',
      value: whole,
      unit: 'ms',
      reference: 'fixed bar; parsing, model and rules',
    }),
  ];
  const few: Size = { containers: 6, firewallRules: 50, routes: 20 };
  const dimensions = [
    ['containers', 'containers', 800],
    ['firewallRules', 'firewall rules', 20_000],
    ['routes', 'routes', 8_000],
  ] as const;
  for (const [dimension, words, count] of dimensions) {
    const one = await speed({ ...few, [dimension]: count });
    const two = await speed({ ...few, [dimension]: count * 2 });
    figures.push(
      atMost(2.5, {
        name: `Growth with ${words}: twice as many`,
        value: two / one,
        unit: '×',
        reference: `2 is linear, 4 quadratic; ${one.toFixed(0)} ms for ${count}, ${two.toFixed(0)} ms for ${count * 2}`,
      }),
    );
  }
  return figures;
}
