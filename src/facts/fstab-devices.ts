import type { Fact } from './fact.ts';
import { linesOf, value } from './parsed.ts';

/** A line of /etc/fstab for a disk, and whether that disk is there. */
export interface FstabDevice {
  /** `UUID=0c1e…`, `LABEL=data`, `/dev/vdb1` */
  readonly device: string;
  readonly target: string;
  readonly type: string;
  readonly options: readonly string[];
  /** Undefined where nobody could look. */
  readonly there?: boolean;
}

/** blkid asks every block device itself where udev has left no links. */
const SCRIPT = `[ -r /etc/fstab ] || exit 0
while read -r device target type options rest; do
  case $device in ''|'#'*) continue;; UUID=*|LABEL=*|PARTUUID=*|PARTLABEL=*|/dev/*) ;; *) continue;; esac
  case $device in
    /dev/*) [ -e "$device" ] && is=there || is=missing;;
    *) tag=\${device%%=*}; word=\${device#*=}; word=\${word#\\"}; word=\${word%\\"}
      folder=by-$(printf %s "$tag" | tr A-Z a-z)
      if [ -e "/dev/disk/$folder/$word" ]; then is=there
      elif ! command -v blkid >/dev/null; then [ -d "/dev/disk/$folder" ] && is=missing || is=unknown
      elif blkid -t "$tag=$word" >/dev/null 2>&1; then is=there
      elif [ "$(id -u)" = 0 ]; then is=missing
      else [ -d "/dev/disk/$folder" ] && is=missing || is=unknown; fi;;
  esac
  echo "$is $device $target $type $options"
done </etc/fstab`;

/** `missing UUID=0c1e3a5f-… /data ext4 defaults,nofail` */
export const fstabDevices: Fact<'fstab-devices', readonly FstabDevice[]> = {
  id: 'fstab-devices',
  title: 'disks that fstab names',
  read: { kind: 'command', privileged: 'where-possible', candidates: [['sh', '-c', SCRIPT]] },
  parse: (raw) => {
    const found: FstabDevice[] = [];
    const unread: string[] = [];
    for (const line of linesOf(raw.stdout)) {
      const [is, device, target, type, options = ''] = line.split(/\s+/);
      if (device === undefined || target === undefined || type === undefined) unread.push(line);
      else
        found.push({
          device,
          target,
          type,
          options: options.split(','),
          ...(is !== 'unknown' && { there: is === 'there' }),
        });
    }
    return value(found, unread);
  },
};
