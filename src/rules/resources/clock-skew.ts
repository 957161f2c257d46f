import { say, type Said } from '../../text/say.ts';
import { spokenNow } from '../log-signature.ts';
import { logEvidence } from '../evidence.ts';
import { defineRule } from '../rule.ts';

/** Kerberos, signed requests of clouds and most tokens refuse more. */
const TOO_MUCH_MS = 5 * 60_000;

const COMPLAINT =
  /certificate is not yet valid|not valid before|RequestTimeTooSkewed|clock skew|token used before issued|token is not yet valid|InvalidTimestamp|SignatureDoesNotMatch.*time/i;

/**
 * Seen: certificates are "not yet valid" or long expired, logins by token fail, signed requests to the cloud are refused.
 * Why: the clock of the host is wrong: its time server stood in the old region, or none is asked. Containers have no clock of their own.
 * How it is told: the host's clock beside that of the machine that Ferryman runs on.
 * Not seen: which of the two clocks is right; a time zone is no skew.
 */
export const clockSkew = defineRule({
  id: 'clock-skew',
  title: say`The host's clock is wrong`,
  needs: ['question'],
  wants: ['containers', 'logs', 'symptoms', 'attempts'],
  evaluate: ({ question, containers, logs, symptoms, ...views }) => {
    const { now, askedAt, readMs } = question;
    // It was read some time while the host was read.
    const skew = now < askedAt ? now - askedAt : Math.max(0, now - askedAt - readMs);
    if (!(Math.abs(skew) >= TOO_MUCH_MS)) return [];
    const heard =
      containers === undefined || logs === undefined || symptoms === undefined
        ? []
        : spokenNow(COMPLAINT, { question, containers, logs, symptoms, ...views });
    const amount = describe(Math.abs(skew));
    return [
      {
        severity: heard.length > 0 ? ('critical' as const) : ('warning' as const),
        certainty: 'likely' as const,
        subject: { kind: 'host', name: question.host },
        title:
          skew < 0 ? say`The host's clock is ${amount} behind` : say`The host's clock is ${amount} ahead`,
        explanation: say`The host says that it is ${new Date(now).toISOString()}, and the machine that Ferryman runs on says ${new Date(askedAt).toISOString()}. With a wrong clock certificates seem to be expired or not yet valid, tokens and signed requests are refused, and logs are misleading. All containers use the host's clock.`,
        evidence: [
          { source: 'date -u', lines: [new Date(now).toISOString()] },
          { source: say`Ferryman's own clock`, lines: [new Date(askedAt).toISOString()] },
          ...heard.slice(0, 2).map(({ container, lines }) => logEvidence(container, lines)),
        ],
        falsifier: say`wrong if \`date -u\` on the host agrees with a time server (then the clock of Ferryman's machine is wrong)`,
        fix: {
          summary: say`Let the host ask a time server that it can reach in this region.`,
          commands: [
            'timedatectl; chronyc sources || ntpq -p',
            say`# /etc/chrony.conf or /etc/systemd/timesyncd.conf: a server of this region`,
            'chronyc makestep',
          ],
          risk: say`A step sets the time at once: databases and schedulers may not like it to go backwards. Without makestep the clock is slewed slowly.`,
        },
        explains: heard.map(({ container }) => `container:${container.name}`),
      },
    ];
  },
});

function describe(ms: number): Said {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 120) return say`${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  return hours < 72 ? say`${hours} hours` : say`${Math.round(hours / 24)} days`;
}
