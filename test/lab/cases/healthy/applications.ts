import type { LabCase } from '../../case.ts';

import { image, serve, start } from '../../containers.ts';
import { connects, expectOutput, expectOutside } from '../../proof.ts';
import { askingApp, connectionString, ERROR_40 } from '../applications/asking.ts';
import { healthy } from './healthy.ts';

const RDS = { name: 'rds', address: '192.168.9.77', port: 1433 };
const BESIDE_RDS = {
  boot: { subnet: '192.168.9.0/24', address: '192.168.9.10' },
  needs: [RDS],
};

export const healthyApplications: readonly LabCase[] = [
  healthy({
    id: 'error-40-overcome',
    title: 'error 40 as the last words of a container whose database answers again',
    scene: BESIDE_RDS,
    async arrange(host) {
      await host.cloud.database({ address: RDS.address, subnet: '192.168.9.0/24', port: 1433 });
      const script = `echo '${ERROR_40}' >&2; exec httpd -f -p 7000 -h /www`;
      const tag = await image(host, 'shop/erp:9', { lines: [`CMD ${JSON.stringify(['sh', '-c', script])}`] });
      await start(host, { name: 'erp', image: tag, publish: ['29002:7000'] });
    },
    async prove(host) {
      await expectOutside(host, 29002, 'answers');
      if (!(await connects(host, RDS.address, 1433))) throw new Error('the database does not answer');
    },
  }),
  healthy({
    id: 'localhost-on-host-network',
    title:
      'a connection string to localhost in a container of the host’s own network, where the database listens',
    async arrange(host) {
      await host.must([
        'systemd-run',
        '-q',
        '--unit=mssql',
        'busybox',
        'httpd',
        '-f',
        '-p',
        '1433',
        '-h',
        '/etc',
      ]);
      await askingApp(host, {
        name: 'ledger',
        host: '127.0.0.1',
        port: 1433,
        manner: 'serves on',
        network: 'host',
        env: [connectionString('localhost,1433')],
      });
    },
    prove: (host) => expectOutside(host, 5000, 'answers'),
  }),
  healthy({
    id: 'visitors-who-mistype',
    title: 'an application that logs failed logins of its visitors, and a refused user of an earlier run',
    async arrange(host) {
      const script = [
        `echo "warn: Login failed for user 'bob' from 203.0.113.4" >&2`,
        `echo 'info: GET /orders 200'`,
        'exec httpd -f -p 7000 -h /www',
      ].join('; ');
      const tag = await image(host, 'shop/portal:1', {
        lines: [`CMD ${JSON.stringify(['sh', '-c', script])}`],
      });
      await start(host, { name: 'portal', image: tag, publish: ['29003:7000'] });
    },
    prove: (host) => expectOutside(host, 29003, 'answers'),
  }),
  healthy({
    id: 'busy-database',
    title: 'a container with many open connections to its database',
    scene: BESIDE_RDS,
    async arrange(host) {
      await host.cloud.database({ address: RDS.address, subnet: '192.168.9.0/24', port: 1433 });
      const keep = `for i in $(seq 40); do (sleep 3600 | nc ${RDS.address} 1433 >/dev/null) & done`;
      const script = `${keep}; exec httpd -f -p 7000 -h /www`;
      const tag = await image(host, 'shop/pool:1', {
        lines: [`CMD ${JSON.stringify(['sh', '-c', script])}`],
      });
      const extra = ['-e', connectionString(`${RDS.address},1433`)];
      await start(host, { name: 'busy', image: tag, publish: ['29004:7000'], extra });
    },
    async prove(host) {
      await expectOutside(host, 29004, 'answers');
      const count = `nsenter -t $(docker inspect -f '{{.State.Pid}}' busy) -n ss -Htn state established dport = :1433 | wc -l`;
      await expectOutput(host, ['sh', '-c', count], /^(3\d|40)$/m);
    },
  }),
  healthy({
    id: 'two-databases',
    title: 'a second database that the inventory does not list, and that answers',
    scene: BESIDE_RDS,
    async arrange(host) {
      for (const address of [RDS.address, '192.168.9.78'])
        await host.cloud.database({ address, subnet: '192.168.9.0/24', port: 1433 });
      await serve(host, {
        name: 'stock',
        listen: 7000,
        extra: ['-e', connectionString('192.168.9.78,1433')],
      });
    },
  }),
];
