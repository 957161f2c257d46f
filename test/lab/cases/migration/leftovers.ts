import type { LabCase } from '../../case.ts';

import { image, serve, start } from '../../containers.ts';
import { drawHerring, drawNames, drawPorts, drawVpc } from '../../draw.ts';
import { nth } from '../../ipv4.ts';
import { expectOutput, expectOutside } from '../../proof.ts';

export const leftoverCases: readonly LabCase[] = [
  {
    id: 'baked-ip-or-hostname',
    cause: 'baked-ip-or-hostname',
    title: 'a server is told to listen on the address that the host had in the old network',
    draw(random) {
      const vpc = drawVpc(random);
      const [port, other] = drawPorts(random);
      const [name, neighbour] = drawNames(random);
      const herring = drawHerring(random);
      const old = `10.${random.int(210, 250)}.${random.int(0, 250)}.${random.int(2, 250)}`;
      const kind = random.pick(['a container', 'a service']);
      return {
        drawn: `${kind} ${name} listens on ${old}:${port}, ${herring.what}`,
        boot: vpc,
        async arrange(host) {
          const server = ['httpd', '-f', '-p', `${old}:${port}`, '-h', '/www'];
          await serve(host, { name: neighbour, listen: 8080, publish: [`${other}:8080`] });
          await host.write(
            '/etc/nginx/conf.d/shop.conf',
            `# was 10.1.1.1\nserver { listen ${old}:${port}; }\n`,
          );
          if (kind === 'a container') await start(host, { name, network: 'host', command: server });
          else
            await host.run([
              'systemd-run',
              '-q',
              `--unit=${name}`,
              'busybox',
              ...server.slice(0, -1),
              '/etc',
            ]);
          await herring.lay(host);
        },
        async prove(host) {
          await expectOutside(host, other, 'answers');
          const log = kind === 'a container' ? ['docker', 'logs', name] : ['journalctl', '-u', name];
          await expectOutput(host, log, /Cannot assign requested address/);
          if (kind === 'a service') await expectOutput(host, ['systemctl', 'is-failed', name], /^failed/);
        },
        questions:
          kind === 'a container'
            ? [
                {
                  target: name,
                  verdict: 'faulty',
                  cause: 'baked-ip-or-hostname',
                  mentions: [old, 'shop.conf'],
                },
                { target: name, verdict: 'faulty', cause: 'baked-ip-or-hostname', about: [name] },
              ]
            : [{ verdict: 'faulty', cause: 'baked-ip-or-hostname', mentions: [old, 'shop.conf'] }],
      };
    },
  },
  {
    id: 'nic-renamed',
    cause: 'nic-renamed',
    title: 'the second card has no address, because its configuration is tied to the old hardware address',
    draw(random) {
      const [port] = drawPorts(random);
      const [name] = drawNames(random);
      const herring = drawHerring(random);
      const subnet = `10.${random.int(1, 200)}.${random.int(0, 120) * 2}.0/24`;
      const mac = `00:16:3e:${[1, 2, 3].map(() => random.int(16, 255).toString(16)).join(':')}`;
      const file = random.pick([
        '/etc/sysconfig/network-scripts/ifcfg-eth1',
        '/etc/udev/rules.d/70-persistent-net.rules',
      ]);
      const text = file.endsWith('rules')
        ? `# PCI device\nSUBSYSTEM=="net", ACTION=="add", DRIVERS=="?*", ATTR{address}=="${mac}", ATTR{type}=="1", KERNEL=="eth*", NAME="eth1"\n`
        : `DEVICE=eth1\nHWADDR=${mac.toUpperCase()}\nONBOOT=yes\nBOOTPROTO=dhcp\n`;
      return {
        drawn: `${file} ties eth1 to ${mac}, ${name} on ${port}, ${herring.what}`,
        boot: { subnet: '192.168.40.0/24', address: '192.168.40.9' },
        async arrange(host) {
          const inHost = await host.cloud.plugSecondCard(host.pid, { subnet, address: nth(subnet, 20) });
          await inHost('addr flush dev eth1');
          await host.write(file, text);
          await serve(host, { name, listen: 8080, publish: [`${port}:8080`] });
          await herring.lay(host);
        },
        async prove(host) {
          await expectOutside(host, port, 'answers');
          await expectOutput(host, ['ip', 'link', 'show', 'eth1'], /UP/);
          await expectOutput(host, ['sh', '-c', 'ip -4 addr show eth1 | grep -c inet; true'], /^0$/m);
        },
        questions: [{ verdict: 'faulty', cause: 'nic-renamed', about: ['eth1'], mentions: [mac] }],
      };
    },
  },
  {
    id: 'fstab-uuid',
    cause: 'fstab-uuid',
    title: 'the data disk did not come along, and its container sees an empty directory',
    draw(random) {
      const vpc = drawVpc(random);
      const [port] = drawPorts(random);
      const [name] = drawNames(random);
      const herring = drawHerring(random);
      const at = random.pick(['/data', '/mnt/shop', '/srv/data']);
      const word = [8, 4, 4, 4, 12]
        .map((length) =>
          random
            .int(16 ** 3, 16 ** 4 - 1)
            .toString(16)
            .repeat(3)
            .slice(0, length),
        )
        .join('-');
      const device = random.pick([`UUID=${word}`, '/dev/vdb1', 'LABEL=shopdata']);
      const nofail = random.pick(['defaults', 'defaults,nofail']);
      const ends = random.chance();
      return {
        drawn: `${device} at ${at} (${nofail}) is missing, ${name} on ${port} ${ends ? 'ends' : 'serves nothing'}, ${herring.what}`,
        boot: vpc,
        async arrange(host) {
          await host.sh(
            `mkdir -p ${at}; printf '%s\\n' '# data disk' '${device} ${at} ext4 ${nofail} 0 2' >>/etc/fstab`,
          );
          const script = ends
            ? 'sleep 0.3; cat /app/data/config.json && exec httpd -f -p 5000'
            : 'exec httpd -f -p 5000 -h /app/data';
          const tag = await image(host, 'shop/files:2', {
            lines: [`CMD ${JSON.stringify(['sh', '-c', script])}`],
          });
          await start(host, {
            name,
            image: tag,
            publish: [`${port}:5000`],
            extra: ['-v', `${at}/shop:/app/data`],
          });
          await herring.lay(host);
        },
        async prove(host) {
          await expectOutput(host, ['sh', '-c', `findmnt ${at} || echo none`], /^none$/m);
          if (ends) await expectOutput(host, ['docker', 'ps', '-a'], new RegExp(`Exited .* ${name}`));
        },
        questions: [
          { verdict: 'faulty', cause: 'fstab-uuid', about: [at], mentions: [device, name] },
          { verdict: 'faulty', cause: 'fstab-uuid', about: [at] },
        ],
      };
    },
  },
  {
    id: 'region-internal-mirror',
    cause: 'region-internal-mirror',
    title: 'packages come from a mirror whose name only the old region knows',
    draw(random) {
      const [port] = drawPorts(random);
      const [name] = drawNames(random);
      const herring = drawHerring(random);
      const subnet = `10.${random.int(60, 200)}.${random.int(0, 250)}.0/24`;
      const services = `172.${random.int(19, 30)}.${random.int(1, 250)}.0/24`;
      const resolver = nth(services, 5);
      const mirror = random.pick([
        'mirrors.cloud.aliyuncs.com',
        'mirrors.tencentyun.com',
        'registry-vpc.cn-hangzhou.aliyuncs.com',
      ]);
      const file = mirror.startsWith('registry') ? '/etc/pip.conf' : '/etc/yum.repos.d/CentOS-Base.repo';
      return {
        drawn: `${file} names ${mirror}, ${resolver} does not know it, ${name} on ${port}, ${herring.what}`,
        boot: { subnet, address: nth(subnet, random.int(10, 200)) },
        async arrange(host) {
          await host.cloud.nameServer({
            address: resolver,
            subnet: services,
            names: { 'mirror.example.com': nth(services, 9) },
          });
          await host.write('/etc/resolv.conf', `nameserver ${resolver}\n`);
          await host.write(
            file,
            `[base]\nname=base\n${file.endsWith('repo') ? 'baseurl' : 'index-url '}=http://${mirror}/centos/7/os/x86_64/\n`,
          );
          await serve(host, { name, listen: 8080, publish: [`${port}:8080`] });
          await herring.lay(host);
        },
        async prove(host) {
          await expectOutside(host, port, 'answers');
          await expectOutput(host, ['sh', '-c', `getent hosts ${mirror} || echo none`], /^none$/m);
          await expectOutput(host, ['getent', 'hosts', 'mirror.example.com'], /example/);
        },
        questions: [
          { verdict: 'faulty', cause: 'region-internal-mirror', about: [file], mentions: [mirror] },
        ],
      };
    },
  },
  {
    id: 'cpu-feature-downgrade',
    cause: 'cpu-feature-downgrade',
    title: 'a program needs instructions that the new instance family lacks',
    draw(random) {
      const vpc = drawVpc(random);
      const [port] = drawPorts(random);
      const [name] = drawNames(random);
      const said = random.pick([
        'WARNING: MongoDB 5.0+ requires a CPU with AVX support, and your current system does not appear to have that!',
        'Fatal glibc error: CPU does not support x86-64-v2',
      ]);
      return {
        drawn: `${name} on ${port} says "${said}"`,
        boot: vpc,
        async arrange(host) {
          const script = `echo '${said}' >&2; sleep 0.3; exit 132`;
          const tag = await image(host, 'shop/mongo:5', {
            lines: [`CMD ${JSON.stringify(['sh', '-c', script])}`],
          });
          await start(host, { name, image: tag, publish: [`${port}:5000`] });
        },
        async prove(host) {
          await expectOutput(host, ['docker', 'ps', '-a'], new RegExp(`Exited .132. .* ${name}`));
        },
        questions: [
          { verdict: 'faulty', cause: 'cpu-feature-downgrade', about: [name] },
          { target: name, verdict: 'faulty', cause: 'cpu-feature-downgrade', about: [name] },
        ],
      };
    },
  },
];
