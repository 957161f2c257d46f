import { say, sentences } from '../../text/say.ts';
import { cutOff, stopRule } from './stop-rule.ts';

/**
 * Seen: from one place a port (or the whole host) is dead, everybody else gets through.
 * Why: a program that bans attackers (fail2ban, denyhosts, CrowdSec, a cloud's security agent) has put that address on its
 * list: too many failed log-ins, a health check that looked like a scan.
 * Not seen: bans of others. Strangers are banned every day; it is a fault only where it hits the one who asks.
 */
export const dynamicBan = stopRule({
  id: 'dynamic-ban',
  title: say`A program that bans attackers has banned the asker`,
  cause: 'dynamic-ban',
  tell: (stops, { question }) => {
    const [{ by }] = stops;
    const client = question.client ?? say`the address`;
    const address = question.client ?? '<address>';
    const jail = /^f2b-(.+)$/.exec(by.chain)?.[1];
    const table = by.table === 'filter' ? '' : `-t ${by.table} `;
    const remove = `iptables ${table}${(by.rule?.text ?? by.text).replace(/^-A/, '-D')}`;
    return {
      subject: { kind: 'address', name: address },
      title: say`${client} is banned on this host`,
      explanation: sentences(
        say`The line "${by.text}" in chain ${by.chain} is about ${client} alone or about a list of banned addresses, and stops ${cutOff(stops)}.`,
        jail === undefined
          ? say`Such lines are set by programs that watch for attacks.`
          : say`Such lines are set by programs that watch for attacks (this one by fail2ban, jail ${jail}).`,
        say`Everybody else gets through.`,
      ),
      falsifier: say`wrong if another address is stopped as well, or if \`iptables-save -c | grep ${address}\` shows no growing counter while somebody tries`,
      fix: {
        summary: say`Unban the address, and keep it from being banned again (ignoreip), after looking at why it was.`,
        commands: [
          jail === undefined
            ? `fail2ban-client unban ${address}`
            : `fail2ban-client set ${jail} unbanip ${address}`,
          say`# without fail2ban: ${remove}`,
        ],
        risk: say`Whoever uses that address may try again. A rule deleted behind the back of the program that made it confuses that program.`,
      },
    };
  },
});
