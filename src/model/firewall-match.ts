export type { FirewallPacket } from './firewall/packet.ts';
