import { say, sentences } from '../../text/say.ts';
import { defineRule, type Finding } from '../rule.ts';
import { fallout } from './fallout.ts';

const SAYS =
  /no sockets (?:found|passed) via socket activation|no sockets found via systemd|failed to load listeners: no sockets/i;

/**
 * Seen: Docker does not start: "no sockets found via socket activation"; or `systemctl start docker` says that a unit is masked.
 * Why: `-H fd://` means that systemd opens Docker's socket and hands it over. docker.socket is masked, stopped or failed, or
 * dockerd was started by hand with the flags of the unit.
 * Not seen: a socket that another program holds.
 */
export const dockerSocketActivationFailed = defineRule({
  id: 'docker-socket-activation-failed',
  title: say`systemd does not hand Docker its socket`,
  needs: ['dockerService', 'daemonStart'],
  wants: ['daemonSetup', 'dockerData', 'symptoms'],
  evaluate: ({ dockerService, daemonStart, daemonSetup, dockerData, symptoms = [] }): readonly Finding[] => {
    const { unit, socketUnit, state } = dockerService;
    if (state !== 'down') return [];
    const said =
      daemonStart.kind === 'failed' && daemonStart.last !== undefined && SAYS.test(daemonStart.last.message)
        ? daemonStart.last
        : undefined;
    const masked = socketUnit?.loadState === 'masked' && unit?.loadState === 'loaded';
    // A masked socket keeps the unit from being tried at all, so nothing else can be its reason.
    if (said === undefined && !(masked && daemonStart.kind === 'not-tried')) return [];
    const flag = daemonSetup?.flags.find(({ name, value }) => name === 'hosts' && value.startsWith('fd:'));
    return [
      {
        severity: 'critical',
        certainty: 'proven',
        subject: { kind: 'service', name: 'docker.socket' },
        title: masked
          ? say`Docker does not start: docker.socket, which it needs, is masked`
          : say`Docker does not start: systemd hands it no socket`,
        explanation: sentences(
          flag === undefined
            ? say`Docker expects that systemd opens /run/docker.sock (unit docker.socket) and hands it over.`
            : say`\`${flag.written} ${flag.value}\` in ${flag.writtenIn} expects that systemd opens /run/docker.sock (unit docker.socket) and hands it over.`,
          socketUnit === undefined
            ? say`docker.socket is not there.`
            : masked
              ? say`docker.socket is masked, so systemd starts neither it nor what requires it.`
              : say`docker.socket is ${socketUnit.activeState} (${socketUnit.unitFileState || say`no start setting`}).`,
        ),
        evidence: [
          ...(said === undefined ? [] : [{ source: 'journalctl -u docker', lines: [said.text] }]),
          ...(socketUnit === undefined
            ? []
            : [
                {
                  source: 'systemctl show docker.socket',
                  lines: [
                    `LoadState=${socketUnit.loadState} ActiveState=${socketUnit.activeState} UnitFileState=${socketUnit.unitFileState}`,
                  ],
                },
              ]),
          ...(flag === undefined
            ? []
            : [{ source: `cat ${flag.writtenIn}`, lines: [`${flag.written} ${flag.value}`] }]),
        ],
        falsifier: say`wrong if \`systemctl is-active docker.socket\` says active and docker.service requires it`,
        fix: {
          summary: say`Let systemd open the socket: unmask and enable docker.socket. Or let Docker open it itself, with \`-H unix:///var/run/docker.sock\` instead of \`-H fd://\`.`,
          commands: [
            'systemctl unmask docker.socket',
            'systemctl reset-failed docker.service docker.socket',
            'systemctl enable --now docker.socket',
            'systemctl start docker.service',
          ],
          risk: say`Docker is down already. If somebody masked the socket to keep Docker off, ask first.`,
        },
        explains: fallout(symptoms, dockerData),
      },
    ];
  },
});
