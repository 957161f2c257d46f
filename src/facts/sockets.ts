/** A socket that takes traffic: a TCP listener or an unconnected UDP socket. */
export interface Socket {
  readonly protocol: 'tcp' | 'udp';
  readonly family: 4 | 6;
  /** `0.0.0.0` or `::` for any. An IPv4 address mapped into IPv6 is given as it is: `::ffff:127.0.0.1`. */
  readonly address: string;
  /** The device that it is bound to: `%lo`. */
  readonly device?: string;
  readonly port: number;
  /** For `::` only: whether it takes IPv4 as well. Undefined where the tool does not tell; then bindv6only decides by default. */
  readonly dualStack?: boolean;
  /** LISTEN for TCP, UNCONN for UDP. */
  readonly state: string;
  /** TCP: connections that wait for accept(). */
  readonly recvQ: number;
  /** TCP: the limit of that queue, with ss; 0 with other tools. */
  readonly sendQ: number;
  /** Undefined where the owner could not be seen (no privilege, or a tool that does not tell). */
  readonly processes?: readonly SocketProcess[];
  readonly inode?: number;
  /** The line as printed. */
  readonly text: string;
}

export interface SocketProcess {
  /** As the kernel has it, cut at 15 characters. */
  readonly name: string;
  readonly pid: number;
}
