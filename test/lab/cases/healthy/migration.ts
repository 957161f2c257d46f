import type { LabCase } from '../../case.ts';

import { serve } from '../../containers.ts';
import { expectOutput, expectOutside } from '../../proof.ts';
import { healthy } from './healthy.ts';

export const healthyMigration: readonly LabCase[] = [
  healthy({
    id: 'old-addresses-in-comments',
    title: 'addresses of the old network in comments, in logs and in files that nobody reads',
    async arrange(host) {
      await host.sh(`mkdir -p /etc/nginx/conf.d /var/log/shop
        printf '%s\\n' '# listen 172.31.5.9:80;' 'server { listen 80; }' >/etc/nginx/conf.d/shop.conf
        echo 'bind() to 172.31.5.9:80 failed (99: Cannot assign requested address)' >/var/log/shop/2018.log
        printf '%s\\n' '# 172.31.5.20 db' >>/etc/hosts`);
    },
  }),
  healthy({
    id: 'usb-disk-never-there',
    title: 'fstab names a disk for backups that is plugged in now and then',
    async arrange(host) {
      await host.sh(`mkdir -p /mnt/backup
        printf '%s\\n' 'UUID=5d1c3a52-9f2e-4c55-8a8e-3f1de2b0a1c7 /mnt/backup ext4 defaults,nofail 0 2' \\
          'LABEL=stick /mnt/stick vfat noauto,user 0 0' '/dev/sr0 /media/cdrom udf,iso9660 user,noauto 0 0' >>/etc/fstab`);
    },
    prove: (host) => expectOutput(host, ['cat', '/etc/fstab'], /5d1c3a52/),
  }),
  healthy({
    id: 'leftover-card-files',
    title: 'files of a network card that is gone, while every card that is there has its address',
    async arrange(host) {
      await host.write(
        '/etc/sysconfig/network-scripts/ifcfg-eth3',
        'DEVICE=eth3\nHWADDR=00:16:3E:0A:0B:0C\nONBOOT=yes\nBOOTPROTO=static\nIPADDR=172.31.5.9\nGATEWAY=172.31.5.253\n',
      );
      await host.write(
        '/etc/udev/rules.d/70-persistent-net.rules',
        'SUBSYSTEM=="net", ACTION=="add", ATTR{address}=="00:16:3e:0a:0b:0c", NAME="eth3"\n',
      );
    },
  }),
  healthy({
    id: 'mirror-by-name-of-region',
    title: 'a mirror of a cloud in the package sources, while no nameserver says that it does not exist',
    async arrange(host) {
      await host.write(
        '/etc/apt/sources.list.d/cloud.list',
        'deb http://mirrors.cloud.aliyuncs.com/debian bookworm main\n',
      );
      await serve(host, { name: 'shelf', listen: 7000, publish: ['29005:7000'] });
    },
    prove: (host) => expectOutside(host, 29005, 'answers'),
  }),
];
