import type { Certificate } from '../../facts/certificates.ts';
import { publisherOf, type Container } from '../../model/containers.ts';
import type { Views } from '../../model/views.ts';
import { say, sentences } from '../../text/say.ts';
import { logEvidence } from '../evidence.ts';
import { spokenNow, suffering, type Spoken } from '../log-signature.ts';
import { defineRule, type Finding } from '../rule.ts';

const SENTENCE =
  /certificate has expired(?! or is not yet valid: current time \S+ is before)|CERT_HAS_EXPIRED|CertificateExpiredException|NotAfter: |certificate expired|expired certificate/i;

/**
 * Seen: browsers warn, clients refuse: "certificate has expired". Or an application cannot call another service for that reason.
 * Why: a certificate is valid until a day, and nobody renewed it (the renewal ran on the old host, or its challenge does not reach the
 * new one). On old systems it may be the bundle of authorities that is out of date, not the certificate.
 * How it is told: the ports themselves present their certificates; and the log of a client says it.
 * Not seen: certificates of other machines. One that is only stored somewhere hurts nobody.
 */
export const certExpired = defineRule({
  id: 'cert-expired',
  title: say`A certificate has expired`,
  needs: ['question'],
  wants: ['containers', 'logs', 'symptoms', 'attempts', 'certificates'],
  evaluate: ({ question, containers = [], logs, symptoms, attempts, certificates = [] }) => {
    // By the clock of whoever asks: that of the host may be what is wrong.
    const expired = certificates.filter(({ notAfter }) => notAfter < question.askedAt);
    const views = { question, containers, ...(attempts && { attempts }) };
    const heard =
      logs === undefined || symptoms === undefined ? [] : spokenNow(SENTENCE, { ...views, logs, symptoms });
    return [
      ...expired.map((certificate) => presented(certificate, containers, question)),
      ...heard.map((spoken) => refused(spoken, views)),
    ];
  },
});

function presented(
  certificate: Certificate,
  containers: readonly Container[],
  { askedAt }: Views['question'],
): Finding {
  const { port, subject, issuer, notAfter } = certificate;
  const owner = publisherOf(containers, port)?.container;
  const day = new Date(notAfter).toISOString().slice(0, 10);
  const named = owner === undefined ? port : say`${port} (${owner.name})`;
  const holder = subject === '' ? say`nobody` : subject;
  const until = new Date(notAfter).toISOString();
  const ago = Math.floor((askedAt - notAfter) / 86_400_000);
  return {
    severity: 'critical',
    certainty: 'proven',
    subject: { kind: 'port', name: String(port) },
    title: say`The certificate of port ${port} expired on ${day}`,
    explanation: sentences(
      ago > 0
        ? say`Port ${named} presents a certificate for ${holder} that was valid until ${until}, ${ago} days ago.`
        : say`Port ${named} presents a certificate for ${holder} that was valid until ${until}.`,
      say`TCP connections come about; clients that check certificates end them during the handshake. It has to be renewed, and the server has to load the new one.`,
    ),
    evidence: [
      {
        source: `openssl s_client -connect 127.0.0.1:${port} | openssl x509 -noout -subject -issuer -dates`,
        lines: [`subject=${subject}`, `issuer=${issuer}`, `notAfter=${until}`],
      },
    ],
    falsifier: say`wrong if \`openssl s_client -connect 127.0.0.1:${port} </dev/null | openssl x509 -noout -enddate\` names a day to come`,
    fix: {
      summary: say`Renew the certificate, let the server load it, and see why it was not renewed by itself.`,
      commands: [
        say`certbot renew --dry-run   # or whatever renews it here: acme.sh, Traefik, the cloud console`,
        owner === undefined
          ? say`# reload the server, e.g. nginx -s reload`
          : say`docker exec ${owner.name} nginx -s reload   # or restart it`,
      ],
      risk: say`A reload costs no connection. Do not switch certificate checks off in the clients.`,
    },
    explains: [`port:${port}`],
  };
}

function refused(
  { container, lines, down }: Spoken,
  views: Pick<Views, 'question'> & Partial<Pick<Views, 'attempts'>>,
): Finding {
  const { name } = container;
  return {
    severity: down ? 'critical' : 'warning',
    certainty: 'proven',
    subject: { kind: 'container', name },
    title: say`${name} refuses to talk to a server whose certificate has expired`,
    explanation: say`${name} connects to another server by TLS and ends the handshake, because that server's certificate, or one of the authorities above it, has expired. The network is in order. If other, newer clients accept that server, then the list of authorities inside the image of ${name} is out of date (the authority DST Root CA X3 ended in 2021).`,
    evidence: [logEvidence(container, lines)],
    falsifier: say`wrong if \`openssl s_client -connect <server> -showcerts </dev/null | openssl x509 -noout -enddate\` names a day to come for every certificate of the chain`,
    fix: {
      summary: say`Renew the certificate on that server; or, where only old clients complain, update ca-certificates in the image.`,
      commands: [
        'openssl s_client -connect <server>:443 -servername <server> </dev/null | openssl x509 -noout -subject -issuer -dates',
        say`# Dockerfile:  RUN apt-get update && apt-get install -y ca-certificates   (or apk add -u ca-certificates)`,
      ],
      risk: say`Do not switch certificate checks off: that lets anybody in between read and change everything.`,
    },
    explains: suffering(container, views),
  };
}
