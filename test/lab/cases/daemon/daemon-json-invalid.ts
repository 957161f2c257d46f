import type { LabCase } from '../../case.ts';

import { serve } from '../../containers.ts';
import { drawNames, drawPorts, drawVpc } from '../../draw.ts';
import { expectOutput, expectOutside } from '../../proof.ts';

interface Mistake {
  readonly what: string;
  readonly text: string;
  /** What dockerd says about it, old or new. */
  readonly said: RegExp;
}

const MISTAKES: readonly [Mistake, ...Mistake[]] = [
  {
    what: 'a comma after the last entry',
    text: '{\n  "bip": "192.168.64.1/24",\n}\n',
    said: /invalid character '}' looking for beginning of object key string/,
  },
  {
    what: 'a missing comma',
    text: '{\n  "bip": "192.168.64.1/24"\n  "debug": true\n}\n',
    said: /invalid character '"' after object key:value pair/,
  },
  {
    what: 'typographic quotes',
    text: '{\n  “bip”: "192.168.64.1/24"\n}\n',
    // Newer Go names the character, older its first byte.
    said: /invalid character '[â“]' looking for beginning of object key string/,
  },
  {
    what: 'a byte order mark',
    text: '\uFEFF{ "bip": "192.168.64.1/24" }\n',
    said: /invalid character 'ï' looking for beginning of value/,
  },
  { what: 'an empty file', text: '', said: /daemon\.json: EOF/ },
  {
    what: 'single quotes',
    text: "{ 'bip': '192.168.64.1/24' }\n",
    said: /invalid character '\\'' looking for beginning of object key string/,
  },
];

export const daemonJsonInvalid = invalidFor(MISTAKES);

const [comma, ...others] = MISTAKES;

/** Docker 23 and later take a byte order mark, and a file without a word. */
export const daemonJsonInvalidSince23 = invalidFor([
  comma,
  ...others.filter(({ text }) => text !== '' && !text.startsWith('\uFEFF')),
]);

function invalidFor(mistakes: readonly [Mistake, ...Mistake[]]): LabCase {
  return {
    id: 'daemon-json-invalid',
    cause: 'daemon-json-invalid',
    title: 'daemon.json cannot be read, so Docker does not start',
    draw(random) {
      const vpc = drawVpc(random);
      const [port] = drawPorts(random);
      const [name] = drawNames(random);
      const mistake = random.pick(mistakes);
      return {
        drawn: `${mistake.what}; ${name} on ${port}`,
        boot: vpc,
        async arrange(host) {
          await serve(host, { name, listen: 80, publish: [`${port}:80`], extra: ['--restart', 'always'] });
          await expectOutside(host, port, 'answers');
          await host.write('/etc/docker/daemon.json', mistake.text);
          // Three failed starts, as systemd tries them, so that "start request repeated too quickly" hides the reason.
          await host.run(['systemctl', 'restart', 'docker']);
          await host.sh(
            'for i in $(seq 100); do systemctl is-failed -q docker.service && break; sleep 0.2; done',
          );
        },
        async prove(host) {
          await expectOutput(host, ['systemctl', 'is-active', 'docker.service'], /failed/);
          await expectOutput(host, ['journalctl', '-u', 'docker', '-o', 'cat', '--no-pager'], mistake.said);
          await expectOutside(host, port, 'refused');
        },
        questions: [
          { verdict: 'faulty', cause: 'daemon-json-invalid', mentions: ['/etc/docker/daemon.json'] },
          { target: String(port), verdict: 'faulty', cause: 'daemon-json-invalid' },
        ],
      };
    },
  };
}
