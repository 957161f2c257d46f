/** Ids of the rules that say that a bridge of Docker is in the way of something. */
export const OVERLAP_RULES: ReadonlySet<string> = new Set([
  'bridge-owns-gateway-or-peer-address',
  'bridge-subnet-contains-host-subnet',
  'bridge-subnet-equals-host-subnet',
  'bridge-subnet-shadows-remote-service',
  'bridge-subnet-shadows-client-network',
  'overlap-with-cloud-service-range',
]);
