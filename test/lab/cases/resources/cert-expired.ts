import type { LabCase } from '../../case.ts';

import { image, serve, start } from '../../containers.ts';
import { drawHerring, drawNames, drawPorts, drawVpc } from '../../draw.ts';
import { expectOutput, expectOutside } from '../../proof.ts';

/** Valid for some days of last year. */
const MAKE = `mkdir -p /etc/shop
  openssl req -x509 -newkey rsa:2048 -nodes -keyout /etc/shop/key.pem -out /etc/shop/new.pem -subj /CN=NAME 2>/dev/null
  openssl req -new -key /etc/shop/key.pem -subj /CN=NAME -out /etc/shop/req.pem
  mkdir -p /etc/shop/ca && : >/etc/shop/ca/index && echo 01 >/etc/shop/ca/serial
  printf '[ca]\\ndefault_ca=d\\n[d]\\ndir=/etc/shop/ca\\ndatabase=$dir/index\\nserial=$dir/serial\\nnew_certs_dir=$dir\\ndefault_md=sha256\\npolicy=p\\n[p]\\ncommonName=supplied\\n' >/etc/shop/ca.cnf
  openssl ca -batch -config /etc/shop/ca.cnf -selfsign -keyfile /etc/shop/key.pem -in /etc/shop/req.pem \
    -out /etc/shop/cert.pem -startdate START -enddate END -notext 2>/dev/null`;

export const certCases: readonly LabCase[] = [
  {
    id: 'cert-expired',
    cause: 'cert-expired',
    title: 'the certificate that a port presents has expired',
    draw(random) {
      const vpc = drawVpc(random);
      const [other] = drawPorts(random);
      const [name] = drawNames(random);
      const herring = drawHerring(random);
      const port = random.pick([443, 8443, 9443]);
      const year = random.int(2023, 2025);
      const domain = `${name}.example.com`;
      return {
        drawn: `port ${port} presents a certificate of ${domain} that ended in ${year}, ${herring.what}`,
        boot: vpc,
        async arrange(host) {
          const script = MAKE.replaceAll('NAME', domain)
            .replace('START', `${year}0101000000Z`)
            .replace('END', `${year}0401000000Z`);
          await host.sh(script);
          await host.must([
            'systemd-run',
            '-q',
            '--unit=shop-tls',
            ...`openssl s_server -quiet -accept ${port} -cert /etc/shop/cert.pem -key /etc/shop/key.pem -www`.split(
              ' ',
            ),
          ]);
          await serve(host, { name, listen: 8080, publish: [`${other}:8080`] });
          await herring.lay(host);
        },
        async prove(host) {
          await expectOutside(host, other, 'answers');
          await expectOutput(
            host,
            ['sh', '-c', `curl -sS https://127.0.0.1:${port}/ --cacert /etc/shop/cert.pem 2>&1; true`],
            /certificate has expired/,
          );
        },
        questions: [
          {
            verdict: 'faulty',
            cause: 'cert-expired',
            about: [String(port)],
            mentions: [domain, String(year)],
          },
          { target: String(port), verdict: 'faulty', cause: 'cert-expired', about: [String(port)] },
        ],
      };
    },
  },
  {
    id: 'cert-expired-said',
    cause: 'cert-expired',
    title: 'an application refuses a server whose certificate has expired',
    draw(random) {
      const vpc = drawVpc(random);
      const [port] = drawPorts(random);
      const [name] = drawNames(random);
      const herring = drawHerring(random);
      const said = random.pick([
        'Get "https://pay.example.com/v1": x509: certificate has expired or is not yet valid: current time 2026-11-22T12:00:00Z is after 2026-10-01T12:00:00Z',
        'Error: certificate has expired  code: CERT_HAS_EXPIRED',
        'SSLError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate has expired (_ssl.c:1123)',
      ]);
      return {
        drawn: `${name} on ${port} says "${said.slice(0, 50)}…", ${herring.what}`,
        boot: vpc,
        async arrange(host) {
          const script = `echo '${said}' >&2; exec httpd -f -p 5000 -h /www`;
          const tag = await image(host, 'shop/pay:2', {
            lines: [`CMD ${JSON.stringify(['sh', '-c', script])}`],
          });
          await start(host, { name, image: tag, publish: [`${port}:5000`] });
          await herring.lay(host);
        },
        async prove(host) {
          await expectOutside(host, port, 'answers');
          await expectOutput(host, ['docker', 'logs', name], /has expired/);
        },
        questions: [
          { verdict: 'faulty', cause: 'cert-expired', about: [name] },
          { target: name, verdict: 'faulty', cause: 'cert-expired', about: [name] },
        ],
      };
    },
  },
];
