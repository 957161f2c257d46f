/**
 * Kernel settings by their dotted name: `net.ipv4.ip_forward`. A dot inside a part of the path is written as a slash, as
 * sysctl(8) does: `net.ipv4.conf.eth0/100.rp_filter`. Values are trimmed; what the host does not have is missing.
 */
export type Sysctls = Readonly<Record<string, string>>;
