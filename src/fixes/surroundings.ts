import type { Sayable } from '../text/say.ts';

/** What a change needs to know of its host and no diagnosis does: it is read anew, by the root that would do the change. */
export interface Surroundings {
  /** Commands run as root there, by sudo where need be. `recorded`: nothing can run, the host is a recording. */
  readonly access:
    | { readonly kind: 'root' }
    | { readonly kind: 'refused'; readonly because: Sayable }
    | { readonly kind: 'recorded' };
  /** Absolute paths of the programs that are there: flock, timeout, base64, docker, dockerd, systemctl, systemd-run… */
  readonly programs: Readonly<Record<string, string>>;
  /** The program knows `--validate`. */
  readonly validates: boolean;
  /** Changes with each boot; absent where the kernel does not tell. */
  readonly bootId?: string;
  readonly file: ConfigFile;
  /** Where the change writes: Docker's configuration, Ferryman's own folder, Docker's data. */
  readonly folders: readonly Folder[];
  /** A change of Ferryman's that is not over. */
  readonly pending?: PendingChange;
  /** A unit's file was edited, and systemd still goes by the old one: a restart would bring that edit in. */
  readonly needsDaemonReload: boolean;
  /** Active units that stop when Docker's does: they require it, are bound to it or are part of it, or of one that is. */
  readonly boundUnits: readonly BoundUnit[];
  /** Ranges that no table of routes shows: policies of IPsec. */
  readonly tunnelled: readonly string[];
  /** kubelet, k3s, flanneld…: names of processes that run there. */
  readonly orchestrators: readonly string[];
  /** What could not be looked at: `folders`, `state`… */
  readonly unread: readonly string[];
  /** By container id. */
  readonly processes: Readonly<Record<string, MainProcess>>;
}

export interface BoundUnit {
  /** `shop.service` */
  readonly name: string;
  /** What it runs as it starts and stops, and the lines about Docker of scripts among that. They may hold secrets. */
  readonly commands: readonly string[];
}

/** Docker's configuration file as it lies on the disk, byte for byte. It may hold secrets. */
export interface ConfigFile {
  /** The one that Docker is started with. */
  readonly path: string;
  /** Links resolved. */
  readonly target: string;
  readonly kind: 'file' | 'missing' | 'dangling' | 'not-a-file' | 'too-large' | 'unreadable';
  /** With `file` alone. */
  readonly bytes?: Buffer;
  /** `640 0:0`: mode, owner and group, with `file` alone. */
  readonly mode?: string;
  /** When its content was last changed, in seconds since 1970, with `file` alone. */
  readonly modified?: number;
  /** `chattr +i` on the file or its folder. */
  readonly immutable: boolean;
  /** Root itself may not write there: the file system is mounted to be read alone. */
  readonly readOnly: boolean;
  /** Names of the files beside it, hidden ones too. */
  readonly beside: readonly string[];
}

export interface Folder {
  readonly path: string;
  /** Kibibytes. */
  readonly availableKib: number;
  /** Absent where the file system has no fixed number of them. */
  readonly availableInodes?: number;
}

export interface PendingChange {
  readonly id: string;
  /** `prepared`, `applying`… */
  readonly state: string;
  /** ISO 8601, by the host's clock. */
  readonly since?: string;
  readonly by?: string;
}

/** The first process of a running container, as far as it decides how long a stop takes. */
export interface MainProcess {
  /** Whether it does something on SIGTERM; as the first process of its namespace it is not ended by one that it does not catch. */
  readonly catchesTerm: boolean;
  /** Seconds that Docker waits before it kills; absent means Docker's default, 10. */
  readonly stopSeconds?: number;
}
