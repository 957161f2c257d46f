import { publisherOf, type Container } from '../../model/containers.ts';
import { linesOfRun } from '../../model/runs.ts';
import type { Views } from '../../model/views.ts';
import { say } from '../../text/say.ts';
import { logEvidence } from '../evidence.ts';
import { defineRule } from '../rule.ts';

/** What servers write, and whose mistake it is. A TLS hello begins with the bytes 16 03. */
const SPOKEN = [
  {
    wrong: 'http to https',
    // Go's net/http; OpenSSL behind nginx, Apache, HAProxy, Node; Java.
    sentence:
      /client sent an HTTP request to an HTTPS server|SSL routines:[\w:]*http request|plain HTTP request was sent to HTTPS port|speaking plain HTTP to an SSL-enabled|plaintext connection\?|first record does not look like a TLS handshake/i,
    told: say`speak plain HTTP to a port that expects TLS`,
    fix: say`Use https:// (and wss://) in what connects, or publish the port that serves plain HTTP.`,
  },
  {
    wrong: 'https to http',
    // nginx, Apache, gunicorn, Tomcat, Werkzeug, http.server.
    sentence:
      /"?\\x16\\x03[\\\w]*|Invalid method in request \\x16|invalid character found in method name \[0x16|Bad request (?:version|syntax) \('?\\x16|Invalid HTTP_HOST header: '\\x16|Invalid request from ip=\S+: Invalid HTTP method: '?\\x16/i,
    told: say`speak TLS to a port that serves plain HTTP`,
    fix: say`Use http:// in what connects, or put a certificate (or a proxy that has one) in front of the port.`,
  },
  {
    wrong: 'host',
    // Django, Vite, webpack-dev-server, Rails.
    sentence:
      /Invalid HTTP_HOST header: '[\w.-]+(?::\d+)?'|Blocked request\. This host|Invalid Host header|Blocked hosts?: /i,
    told: say`ask for a host name that the server does not serve`,
    fix: say`Add the name to the server's list (ALLOWED_HOSTS, allowedHosts, config.hosts, server_name), or use one that is on it.`,
  },
] as const;

/** Scanners knock at every public port; what most of the latest lines say is about those who matter. */
const LATEST = 20;
const AT_LEAST = 3;
const FRESH_MS = 15 * 60_000;

/**
 * Seen: the port answers and the application does not: an empty page, "400 Bad Request", a handshake that fails.
 * Why: client and server do not speak alike: http:// to a TLS port or the reverse, or a host name that the server refuses.
 * Not seen: anything that the server does not write down, since nothing is ever sent to it. It is looked at only for a port
 * or a container that somebody asked for, and only where most of its latest lines say so.
 */
export const wrongSchemeOrHostHeader = defineRule({
  id: 'wrong-scheme-or-host-header',
  title: say`Clients that speak another protocol than the asked port, by its own log`,
  needs: ['containers', 'question'],
  wants: ['logs'],
  evaluate: ({ containers, question, logs = {} }) => {
    const container = askedContainer(containers, question);
    if (container === undefined || !container.running) return [];
    const latest = linesOfRun(container, logs[container.id] ?? [], question.now).slice(-LATEST);
    const last = latest.at(-1);
    if (last?.at !== undefined && question.now - Date.parse(last.at) > FRESH_MS) return [];
    return SPOKEN.flatMap(({ sentence, told, fix }) => {
      const lines = latest.filter(({ text }) => sentence.test(text));
      if (lines.length < AT_LEAST || lines.length * 2 < latest.length) return [];
      return [
        {
          severity: 'warning' as const,
          certainty: 'likely' as const,
          subject: { kind: 'container', name: container.name },
          title: say`Clients of ${container.name} ${told}`,
          explanation: say`The port is open and connections come about, so nothing is wrong with the network. Container ${container.name} writes for ${lines.length} of its last ${latest.length} lines that clients ${told}.`,
          evidence: [logEvidence(container, lines.slice(-3))],
          falsifier: say`wrong if \`docker logs --tail ${LATEST} ${container.name}\` shows such lines from scanners of the Internet only`,
          fix: {
            summary: fix,
            commands: container.published
              .slice(0, 1)
              .flatMap(({ hostPort }) => [
                `curl -sv  http://127.0.0.1:${hostPort}/ -o /dev/null`,
                `curl -svk https://127.0.0.1:${hostPort}/ -o /dev/null`,
              ]),
            risk: say`Asking is free of risk; redirects and HSTS may send a browser elsewhere than curl.`,
          },
          explains: container.published
            .filter(({ hostPort }) => question.asked.port === undefined || hostPort === question.asked.port)
            .map(({ hostPort }) => `port:${hostPort}`),
        },
      ];
    });
  },
});

function askedContainer(
  containers: readonly Container[],
  { asked }: Views['question'],
): Container | undefined {
  if (asked.port !== undefined) return publisherOf(containers, asked.port)?.container;
  return containers.find(({ name }) => name === asked.container);
}
