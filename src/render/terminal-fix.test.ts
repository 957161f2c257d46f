import * as fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { storyOutcome, storyPlan, undoneOutcome } from '../../test/support/fix-plan.ts';
import type { FixPlan } from '../report/fix.ts';
import { renderFixAnswer, renderFixOutcome } from './terminal-fix.ts';

const plain = { color: false, width: 100 };
const drawn = (change: Partial<FixPlan> = {}, options = plain) =>
  renderFixAnswer({ kind: 'plan', plan: { ...storyPlan, ...change } }, options);

describe('a plan at a terminal', () => {
  it('says what moves and why, what restarts, each step with its command, the undo and the proof', () => {
    expect(drawn()).toBe(GOLDEN_PLAN);
  });

  it('lines containers up where there is room for all of it', () => {
    expect(drawn({}, { ...plain, width: 130 })).toContain(
      `
Restarts          portainer  30003/tcp            restart always     Docker starts it again, gets another address
                  topapi     30001/tcp 30002/tcp  no restart policy  started by the fix, healthy
`,
    );
  });

  it('keeps a command in one line, and the lines of a script apart', () => {
    const command = `docker network create --subnet 172.20.0.0/24 ${'--label a=b '.repeat(20)}shop\ndocker start topapi`;
    const text = drawn({ steps: [{ what: 'Make the network', command }] }, { color: false, width: 40 });
    expect(text).toContain(`--label a=b shop\n                  docker start topapi\n`);
  });

  it('says of a file that is not there that it is made, and of a network what is left to do', () => {
    const text = drawn({
      method: 'network',
      file: { path: '/etc/docker/daemon.json', existed: false, diff: ['+{ "bip": "192.168.64.1/24" }'] },
      byHand: ['In docker-compose.yml:\n  subnet: 172.20.0.0/24'],
    });
    expect(text).toContain('The change      The network is created again on another subnet');
    expect(text).toContain('/etc/docker/daemon.json, which is not there yet\n                  +{ "bip"');
    expect(text).toMatch(/^Cut off {11}portainer .* runs on, gets another address$/m);
    expect(text).toContain(
      'By hand         In docker-compose.yml:\n                    subnet: 172.20.0.0/24\n',
    );
    expect(drawn({ affected: [] })).toContain('Restarts        No container runs.\n');
  });

  it('tells a revert by the change that it takes back', () => {
    const { cause: _, ...rest } = storyPlan;
    const plan = {
      ...rest,
      method: 'revert' as const,
      reverts: 'a1b2c3d4',
      from: storyPlan.to,
      to: storyPlan.from,
    };
    const text = renderFixAnswer({ kind: 'plan', plan }, { ...plain, width: 120 });
    expect(text).toMatch(
      /^🔧 hz-shop: take change a1b2c3d4 back, docker0 from 192\.168\.64\.1\/24 to 192\.168\.0\.1\/20 /,
    );
    expect(text).not.toMatch(/^Why  /m);
    // Taken back is a network that was made again: nothing of Docker's configuration changes.
    const { file: __, ...ofNetwork } = plan;
    const told = renderFixAnswer({ kind: 'plan', plan: ofNetwork }, { ...plain, width: 120 });
    expect(told).toMatch(/^Cut off {11}portainer .* runs on/m);
  });

  it('shows in red and green what the diff takes and adds, where there are colours', () => {
    const text = drawn({}, { ...plain, color: true });
    expect(text).toContain('\u001B[32m+  "bip": "192.168.64.1/24"\u001B[39m');
    expect(text).toContain('\u001B[31m-  "log-driver": "json-file"\u001B[39m');
    expect(drawn()).not.toContain('\u001B');
  });

  it('lets nothing of a host act on the terminal, and leaves no width but for commands', () => {
    const nasty = fc.oneof(
      fc.constantFrom('\u001B[2J', '\u009B31m', '\u202Eexe', '日志', 'a\tb', 'c\r\nd'),
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.lorem({ maxCount: 30 }),
    );
    fc.assert(
      fc.property(
        fc.array(nasty, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 40, max: 160 }),
        (texts, width) => {
          const [first = ''] = texts;
          const container = { name: first, id: 'x', restartPolicy: first, ports: texts, health: first };
          const text = drawn(
            {
              host: first,
              from: first,
              whyFree: texts,
              file: { path: first, existed: true, diff: texts },
              steps: texts.map((what) => ({ what, command: 'true' })),
              affected: [{ ...container, startedByFix: true, newAddress: true }],
              undo: { afterSeconds: 300, steps: [] },
              proof: texts,
              warnings: texts,
            },
            { color: false, width },
          );
          for (const line of text.split('\n')) {
            expect(line).not.toMatch(/\p{Cc}|\p{Bidi_Control}/u);
            expect(stringWidth(line)).toBeLessThanOrEqual(width);
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('what is not planned, at a terminal', () => {
  it('says that there is nothing to fix, and why', () => {
    expect(
      renderFixAnswer({ kind: 'nothing-to-fix', host: 'hz-shop', sentence: 'No network overlaps.' }, plain),
    ).toBe('🟢 hz-shop: nothing to fix\nWhy             No network overlaps.\n');
  });

  it('says what stands in the way, and the exact steps where there are some', () => {
    expect(
      renderFixAnswer(
        {
          kind: 'refused',
          host: 'hz-shop',
          because: ['hz-shop is a manager of a swarm.', 'kubelet runs there.'],
          next: 'Move the network with docker network.',
          byHand: ['docker swarm leave'],
        },
        plain,
      ),
    ).toBe(`⛔ hz-shop: nothing was planned
Why not         hz-shop is a manager of a swarm.
                kubelet runs there.
What now        Move the network with docker network.
By hand           docker swarm leave
`);
  });
});

describe('an outcome at a terminal', () => {
  it('says how it ended, what was seen before and after, and each command', () => {
    expect(renderFixOutcome(storyOutcome, plain)).toBe(GOLDEN_OUTCOME);
  });

  it('does not call a host fixed whose fix was taken back', () => {
    const text = renderFixOutcome({ ...storyOutcome, reverts: 'k3v9x2m1' }, plain);
    expect(text).toContain('change k3v9x2m1 was taken back, as it was asked for');
    expect(text).not.toContain('is fixed');
  });

  it('shows what a command said that failed, and only there', () => {
    expect(renderFixOutcome(undoneOutcome, { ...plain, width: 110 })).toBe(GOLDEN_UNDONE);
  });

  it('marks what was not seen', () => {
    const proofs = [{ what: '30003/tcp', before: 'no answer', after: 'no answer', ok: false }];
    expect(renderFixOutcome({ ...storyOutcome, proofs }, plain)).toContain('✗ 30003/tcp: no answer\n');
  });

  it.each([
    ['not-begun', '⚪ hz-shop: nothing was changed'],
    ['pending', '🟡 hz-shop: not known yet how the change ended'],
    ['undo-failed', '🔴 hz-shop needs a person'],
  ] as const)('does not call a host fixed that is %s', (result, first) => {
    const text = renderFixOutcome({ ...storyOutcome, result, commands: [] }, plain);
    expect(text.startsWith(first)).toBe(true);
    expect(text).toContain('Nothing ran on the host.');
  });
});

const GOLDEN_PLAN = `🔧 hz-shop: move docker0 from 192.168.0.1/20 to 192.168.64.1/24                      until 20:56 UTC
Why             Docker's bridge covers the network card's subnet
                docker0 is 192.168.0.1/20 and contains eth0's 192.168.0.0/24. Packets for container
                portainer (192.168.0.2) leave by eth0, where nobody has that address.
The change      Docker’s own bridge gets another address.
                /etc/docker/daemon.json
                  @@ -1,3 +1,4 @@
                   {
                  -  "log-driver": "json-file"
                  +  "log-driver": "json-file",
                  +  "bip": "192.168.64.1/24"
                   }
Why there       No address, route or neighbour of hz-shop lies in 192.168.64.0/24, nor does what it
                needs (rds 192.168.0.20).
                It is free on 11 other hosts whose networks are known.
Restarts        portainer: 30003/tcp, restart always, Docker starts it again, gets another address
                topapi: 30001/tcp 30002/tcp, no restart policy, started by the fix, healthy
Outage          3 to 14 s.
Steps           1. Write the file, with its mode and owner, beside the old one and put it in its
                place
                  mv -f /etc/docker/daemon.json.ferryman-k3j9x2m4.after /etc/docker/daemon.json
                2. Let Docker start with it
                  systemctl restart docker.service
                3. Start what Docker does not
                  docker start 4f1c0d9b7e22
Undo            The host does it by itself 300 s after the change began, and after a reboot, unless
                all of the proof was seen.
                1. Write the address that Docker had
                  mv -f /etc/docker/daemon.json.ferryman-k3j9x2m4.back /etc/docker/daemon.json
                2. Let Docker start with it
                  systemctl restart docker.service
                3. Put the old file back, byte for byte
                  mv -f /etc/docker/daemon.json.ferryman-k3j9x2m4.before /etc/docker/daemon.json
Proof           docker0 has 192.168.64.1/24, and no network of Docker overlaps another one of the
                host.
                Every container that runs now runs then, and \`ip route get\` of its address names its
                bridge.
                Every port that answers now answers then, and 30003 answers.
                rds (192.168.0.20:1433) can be reached from the host and from the containers.
Careful         portainer gets another address: whoever has its old one by heart will not find it.
                change k3j9x2m4 · digest 9f2c4e0b7a1d
`;

const GOLDEN_OUTCOME = `🟢 hz-shop is fixed                                                                      away 11.8 s
How it ended    docker0 is 192.168.64.1/24 now, and everything that was to be proven was seen.
Proof           ✓ docker0: 192.168.0.1/20 → 192.168.64.1/24
                ✓ ip route get of portainer: dev eth0 → dev docker0
                ✓ 30003/tcp from the worker: no answer → answers
                ✓ 30001/tcp from the worker: answers
Ran               20:43:01 mv -f /etc/docker/daemon.json.ferryman-k3j9x2m4.link /etc/docker/daemon.json
                20:43:02 containers lose their connections
                  20:43:13 systemctl restart docker.service
                  20:43:14 docker start 4f1c0d9b7e22
                On the host: /var/lib/ferryman/changes/k3j9x2m4
                All of it: ferryman audit --id k3j9x2m4
`;

const GOLDEN_UNDONE = `🟠 hz-shop is as before: the change was taken back                                                 away 11.8 s
How it ended    It was taken back, and the host is as before. Why: the change did not succeed.
What now        Mend what is named here, then plan again: ferryman fix-bridge hz-shop --plan
Proof           ✓ docker0: 192.168.0.1/20
Ran               20:43:13 systemctl restart docker.service  (exit code 1)
                    Job for docker.service failed because the control process exited with error code.
                20:43:20 state undoing
                On the host: /var/lib/ferryman/changes/k3j9x2m4
                All of it: ferryman audit --id k3j9x2m4
`;
