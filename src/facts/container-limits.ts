import type { Argv, Fact } from './fact.ts';
import { linesOf, value, wholeNumber, withoutUndefined } from './parsed.ts';

/** How close a container is to what it may use; the process in it with the most open files stands for all. */
export interface ContainerLimits {
  /** Its main process on the host. */
  readonly pid: number;
  readonly busiest?: { readonly pid: number; readonly openFiles: number; readonly mayOpen: number };
  /** Processes and threads; no limit where `most` is absent. */
  readonly tasks?: { readonly now: number; readonly most?: number; readonly refused?: number };
}

/**
 * Arguments: main processes of containers. Without a single process of its own: globs count open files, `read` reads limits. Of a
 * container with many processes the first forty are looked at.
 */
const SCRIPT = `
count() { set -- /proc/$1/fd/*; [ -e "$1" ] || [ -L "$1" ] && n=$# || n=0; }
limit() { most=; while read -r a b c d e; do [ "$a $b $c" = 'Max open files' ] && most=$d; done </proc/$1/limits; }
one() { [ -r "$1" ] && read -r word <"$1" || word=-; }
for pid; do
  [ -r /proc/$pid/limits ] || continue
  group=
  while IFS=: read -r number names path; do
    case ,$names, in *,pids,*) group=/sys/fs/cgroup/pids$path; break;; ,,) group=/sys/fs/cgroup$path;; esac
  done </proc/$pid/cgroup
  one "$group/pids.current"; now=$word
  one "$group/pids.max"; cap=$word
  refused=-
  [ -r "$group/pids.events" ] && while read -r name number; do [ "$name" = max ] && refused=$number; done <"$group/pids.events"
  procs=$pid seen=0
  [ -r "$group/cgroup.procs" ] && while read -r p; do seen=$((seen+1)); [ $seen -le 40 ] && procs="$procs $p"; done <"$group/cgroup.procs"
  top=0 who= cap_files=
  for p in $procs; do
    [ -r /proc/$p/limits ] || continue
    count $p
    if [ $n -ge $top ]; then limit $p; top=$n who=$p cap_files=$most; fi
  done
  echo "$pid $who $top $cap_files $now $cap $refused"
done 2>/dev/null
exit 0`;

export const askContainerLimits = (pids: readonly number[]): Argv => [
  'sh',
  '-c',
  SCRIPT,
  'sh',
  ...pids.map(String),
];

/** `4242 4250 64 64 3 100 0`: main process, busiest process, its open files and how many it may have, tasks, their limit, refusals */
export const containerLimits: Fact<'container-limits', readonly ContainerLimits[]> = {
  id: 'container-limits',
  title: 'open files and processes of the containers',
  read: { kind: 'question' },
  parse: (raw) => {
    const found: ContainerLimits[] = [];
    const unread: string[] = [];
    for (const line of linesOf(raw.stdout)) {
      const [pid, who, openFiles, mayOpen, now, most, refused] = line
        .split(' ')
        .map((word) => wholeNumber(word));
      if (pid === undefined) {
        unread.push(line);
        continue;
      }
      found.push(
        withoutUndefined({
          pid,
          busiest:
            who === undefined || openFiles === undefined || mayOpen === undefined
              ? undefined
              : { pid: who, openFiles, mayOpen },
          tasks: now === undefined ? undefined : withoutUndefined({ now, most, refused }),
        }),
      );
    }
    return value(found, unread);
  },
};
