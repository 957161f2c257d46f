import { say, sentences } from '../../text/say.ts';
import { defineRule } from '../rule.ts';

/** The kernel drops the packets of new connections for as long as the table is full. */
const FULL = 0.95;

/** A line in the kernel's log that is older than this is history. */
const RECENT_SECONDS = 15 * 60;

/**
 * Seen: new connections time out now and then, those that stand go on; the kernel's log says "nf_conntrack: table full".
 * Why: the kernel remembers each connection in a table of a fixed size. While it is full, packets of new ones are dropped.
 * Not seen: who fills it. An old line of the log while the table has room is history.
 */
export const conntrackTableFull = defineRule({
  id: 'conntrack-table-full',
  title: say`The kernel’s table of connections is full`,
  needs: ['sysctls', 'question'],
  wants: ['kernelLog', 'bootTime'],
  evaluate: ({ sysctls, question, kernelLog = [], bootTime }) => {
    const count = Number(sysctls['net.netfilter.nf_conntrack_count']);
    const max = Number(sysctls['net.netfilter.nf_conntrack_max']);
    if (!(max > 0) || !(count >= FULL * max)) return [];
    const since = bootTime === undefined ? 0 : question.now / 1000 - bootTime - RECENT_SECONDS;
    const dropped = kernelLog.filter(
      ({ text, seconds }) =>
        /nf_conntrack: table full, dropping packet/.test(text) && (seconds ?? 0) >= since,
    );
    // Nearly full, and nobody was turned away yet.
    if (count < max && dropped.length === 0) return [];
    return [
      {
        severity: 'critical',
        certainty: 'proven',
        subject: { kind: 'sysctl', name: 'net.netfilter.nf_conntrack_max' },
        title: say`The kernel's table of connections is full (${count} of ${max}): it drops new ones`,
        explanation: sentences(
          say`The firewall and Docker's address translation need the kernel to remember every connection. Its table has room for ${max} and holds ${count}.`,
          say`While it is full, the first packet of every new connection is dropped, whoever sends it: attempts time out now and then, and connections that stand go on.`,
          say`Something opens very many connections, or opens and never closes them.`,
        ),
        evidence: [
          {
            source: 'sysctl net.netfilter.nf_conntrack_count net.netfilter.nf_conntrack_max',
            lines: [`net.netfilter.nf_conntrack_count = ${count}`, `net.netfilter.nf_conntrack_max = ${max}`],
          },
          ...(dropped.length === 0
            ? []
            : [
                {
                  source: 'dmesg',
                  lines: dropped.slice(-3).map(({ text, seconds }) => `[${seconds ?? '?'}] ${text}`),
                },
              ]),
        ],
        falsifier: say`wrong if \`sysctl net.netfilter.nf_conntrack_count\` is far below nf_conntrack_max while connections fail`,
        fix: {
          summary: say`Make the table larger now, and find out who fills it.`,
          commands: [
            `sysctl -w net.netfilter.nf_conntrack_max=${max * 4}`,
            `echo ${max} > /sys/module/nf_conntrack/parameters/hashsize`,
            `echo 'net.netfilter.nf_conntrack_max = ${max * 4}' > /etc/sysctl.d/99-conntrack.conf`,
            "conntrack -L 2>/dev/null | awk '{ for (i = 1; i <= NF; i++) if ($i ~ /^src=/) { n[$i]++; break } } END { for (s in n) print n[s], s }' | sort -rn | head",
          ],
          risk: say`About 320 bytes of kernel memory for each entry.`,
        },
        explains: [],
      },
    ];
  },
});
