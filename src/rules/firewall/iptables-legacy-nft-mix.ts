import { say, sentences } from '../../text/say.ts';
import { cutOff, stopRule } from './stop-rule.ts';

/**
 * Seen: ports time out, and `iptables -S` shows rules that let everything through; it may print "iptables-legacy tables
 * present" above them.
 * Why: the kernel has two sets of tables, the old x_tables and nf_tables, and a packet has to pass both. `iptables` shows one
 * of them. Old rules (another version of iptables, a container with its own iptables) still drop in the other one.
 * Not seen: who wrote them. Legacy tables that are empty or let the packets through are no fault.
 */
export const iptablesLegacyNftMix = stopRule({
  id: 'iptables-legacy-nft-mix',
  title: say`Old iptables tables that \`iptables\` does not show drop the packets`,
  cause: 'iptables-legacy-nft-mix',
  tell: (stops, { firewalls }) => {
    const [{ by, kind }] = stops;
    const lines = firewalls.legacyBeside
      .filter(({ name }) => name === by.table)
      .flatMap(({ chains }) =>
        chains
          .filter(({ name }) => name === by.chain)
          .flatMap(({ policy, rules }) => [
            ...(policy === undefined ? [] : [`-P ${by.chain} ${policy}`]),
            ...rules.slice(0, 6).map(({ text }) => text),
          ]),
      );
    return {
      subject: { kind: 'firewall', name: 'iptables-legacy' },
      title:
        kind === 'drop'
          ? say`Old firewall tables that \`iptables\` does not show drop the packets`
          : say`Old firewall tables that \`iptables\` does not show reject the packets`,
      explanation: sentences(
        say`This host has two firewalls of iptables at once: nf_tables, which \`iptables\` shows, and the old x_tables beside it, which only \`iptables-legacy\` shows. Every packet has to pass both.`,
        say`In the old one, chain ${by.chain}, "${by.text}" stops ${cutOff(stops)}, although the other one lets them through.`,
      ),
      evidence: [{ source: `iptables-legacy -t ${by.table} -S ${by.chain}`, lines }],
      falsifier: say`wrong if \`iptables-legacy -t ${by.table} -S ${by.chain}\` does not show "${by.text}"`,
      fix: {
        summary: say`Empty the old tables once it is clear that nothing on this host still writes them.`,
        commands: [
          'iptables-legacy-save > /root/iptables-legacy.saved',
          ...(by.rule === undefined
            ? [`iptables-legacy -t ${by.table} -P ${by.chain} ACCEPT`]
            : [`iptables-legacy -t ${by.table} ${by.rule.text.replace(/^-A/, '-D')}`]),
          say`update-alternatives --display iptables   # which of both the programs of this host use`,
        ],
        risk: say`Lets in what the old rules kept out; compare the saved file first. Rules that a program still writes come back.`,
      },
    };
  },
});
