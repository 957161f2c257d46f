import type { LabHost } from '../../lab.ts';

/** A file system of its own on the host, in a file; gone with the host. */
export async function mountDisk(host: LabHost, at: string, mebibytes: number, options = ''): Promise<void> {
  const file = `/root/disk${at.replaceAll('/', '-')}.img`;
  await host.sh(`
    [ -e /dev/loop-control ] || mknod /dev/loop-control c 10 237
    for i in $(seq 0 15); do [ -e /dev/loop$i ] || mknod /dev/loop$i b 7 $i; done
    dd if=/dev/zero of=${file} bs=1M count=${mebibytes} 2>/dev/null
    mkfs.ext4 -q -m 0 ${options} ${file}
    mkdir -p ${at}
    mount -o loop ${file} ${at}`);
}
