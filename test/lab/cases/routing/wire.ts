import type { LabCase } from '../../case.ts';

import { image, serve, start } from '../../containers.ts';
import { drawHerring, drawNames, drawPorts, drawVpc } from '../../draw.ts';
import { nth } from '../../ipv4.ts';
import { connects, expectOutput, expectOutside } from '../../proof.ts';
import { keepToHost, onMachine, unless } from './machine.ts';

/** A narrow link behind the gateway, which keeps the news of it to itself. */
export const mtuBlackhole: LabCase = {
  id: 'mtu-blackhole',
  cause: 'mtu-blackhole',
  title: 'a narrow link on the way, and the message that says so is filtered',
  draw(random) {
    const vpc = drawVpc(random);
    const subnet = `10.${random.int(210, 240)}.${random.int(0, 200)}.0/24`;
    const database = { subnet, address: nth(subnet, random.int(10, 200)), port: 5432 };
    const mtu = random.pick([1300, 1400, 1450]);
    const [port] = drawPorts(random);
    const [name] = drawNames(random);
    const herring = drawHerring(random);
    return {
      drawn: `the way to ${database.address} takes ${mtu} bytes, ${name} sends more, ${herring.what}`,
      boot: vpc,
      restless: true,
      needs: [{ name: 'archive', address: database.address, port: database.port }],
      async arrange(host) {
        await host.cloud.database(database);
        const { stdout } = await onMachine({ pid: host.cloud.routerPid }, [
          'ip',
          '-o',
          'route',
          'get',
          database.address,
        ]);
        const bridge = / dev (\S+)/.exec(stdout)?.[1] ?? '';
        await host.cloud.router(['ip', 'link', 'set', bridge, 'mtu', String(mtu)]);
        const drop = ['OUTPUT', '-p', 'icmp', '--icmp-type', 'fragmentation-needed', '-j', 'DROP'];
        await host.cloud.router(['iptables', '-w', '-I', ...drop]);
        const script = `httpd -p 8080 -h /www; sleep 1; { echo small; sleep 1; head -c 200000 /dev/zero; sleep 600; } | nc ${database.address} ${database.port}; sleep 600`;
        const tag = await image(host, 'shop/uploader:2', {
          lines: [`CMD ${JSON.stringify(['sh', '-c', script])}`],
        });
        await start(host, { name, image: tag, publish: [`${port}:8080`] });
        await herring.lay(host);
      },
      async prove(host) {
        await expectOutside(host, port, 'answers');
        unless(await connects(host, database.address, database.port), 'the archive does not connect');
        const pid = (await host.must(['docker', 'inspect', '-f', '{{.State.Pid}}', name])).trim();
        await expectOutput(host, ['nsenter', '-t', pid, '-n', 'ss', '-tni'], /backoff:[2-9]/);
      },
      questions: [
        { verdict: 'faulty', cause: 'mtu-blackhole', about: [name], mentions: [database.address] },
        { target: `${database.address}:${database.port}`, verdict: 'faulty', cause: 'mtu-blackhole' },
      ],
    };
  },
};

/** The old server was never switched off. */
export const duplicateIp: LabCase = {
  id: 'duplicate-ip',
  cause: 'duplicate-ip',
  title: 'another machine in the subnet holds the same address',
  draw(random) {
    const vpc = drawVpc(random);
    const [port] = drawPorts(random);
    const [name] = drawNames(random);
    const herring = drawHerring(random);
    return {
      drawn: `${vpc.address} twice, ${name} on ${port}, ${herring.what}`,
      boot: vpc,
      async arrange(host) {
        await serve(host, { name, listen: 8080, publish: [`${port}:8080`] });
        await herring.lay(host);
        await keepToHost(host);
        await host.cloud.database({ address: vpc.address, subnet: vpc.subnet, port: 9 });
        await keepToHost(host);
      },
      async prove(host) {
        await expectOutside(host, port, 'answers');
        const probe = ['busybox', 'arping', '-D', '-c', '1', '-w', '1', '-I', 'eth0', vpc.address];
        await expectOutput(host, probe, /Unicast reply/);
      },
      questions: [{ verdict: 'faulty', cause: 'duplicate-ip', about: [vpc.address] }],
    };
  },
};
