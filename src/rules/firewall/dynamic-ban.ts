import { cutOff, stopRule } from './stop-rule.ts';

/**
 * Seen: from one place a port (or the whole host) is dead, everybody else gets through.
 * Why: a program that bans attackers (fail2ban, denyhosts, CrowdSec, a cloud's security agent) has put that address on its
 * list: too many failed log-ins, a health check that looked like a scan.
 * Not seen: bans of others. Strangers are banned every day; it is a fault only where it hits the one who asks.
 */
export const dynamicBan = stopRule({
  id: 'dynamic-ban',
  title: 'A program that bans attackers has banned the asker',
  cause: 'dynamic-ban',
  tell: (stops, { question }) => {
    const [{ by }] = stops;
    const client = question.client ?? 'the address';
    const jail = /^f2b-(.+)$/.exec(by.chain)?.[1];
    return {
      subject: { kind: 'address', name: client },
      title: `${client} is banned on this host`,
      explanation: `The line "${by.text}" in chain ${by.chain} is about ${client} alone or about a list of banned addresses, and stops ${cutOff(stops)}. Such lines are set by programs that watch for attacks${jail === undefined ? '' : ` (this one by fail2ban, jail ${jail})`}. Everybody else gets through.`,
      falsifier: `wrong if another address is stopped as well, or if \`iptables-save -c | grep ${client}\` shows no growing counter while somebody tries`,
      fix: {
        summary: `Unban the address, and keep it from being banned again (ignoreip), after looking at why it was.`,
        commands: [
          jail === undefined
            ? `fail2ban-client unban ${client}`
            : `fail2ban-client set ${jail} unbanip ${client}`,
          `# without fail2ban: iptables ${by.table === 'filter' ? '' : `-t ${by.table} `}${(by.rule?.text ?? by.text).replace(/^-A/, '-D')}`,
        ],
        risk: 'Whoever uses that address may try again. A rule deleted behind the back of the program that made it confuses that program.',
      },
    };
  },
});
