import type { Rule } from '../rule.ts';
import { conntrackTableFull } from './conntrack-table-full.ts';
import { dockerChainMissing } from './docker-chain-missing.ts';
import { firewalldReloadRippedRules } from './firewalld-reload-ripped-rules.ts';
import { noUserlandProxyHairpin } from './no-userland-proxy-hairpin.ts';
import { rawTableModuleMissing } from './raw-table-module-missing.ts';
import { bridgeNfCall } from './bridge-nf-call.ts';
import { dockerIptablesDisabled } from './docker-iptables-disabled.ts';
import { dockerUserDrop } from './docker-user-drop.ts';
import { dropInRawOrMangle } from './drop-in-raw-or-mangle.ts';
import { dynamicBan } from './dynamic-ban.ts';
import { firewallRejectsContainerToHost } from './firewall-rejects-container-to-host.ts';
import { forwardDropWithoutDockerRules } from './forward-drop-without-docker-rules.ts';
import { iptablesLegacyNftMix } from './iptables-legacy-nft-mix.ts';
import { masqueradeMissingOrWrong } from './masquerade-missing-or-wrong.ts';
import { natTableFlushed } from './nat-table-flushed-masked-by-userland-proxy.ts';
import { ufwForwardDrop } from './ufw-bypass-or-ufw-forward-drop.ts';

/** The host's own firewall and address translation, in the order of the catalogue. */
export const firewallRules: readonly Rule[] = [
  forwardDropWithoutDockerRules,
  natTableFlushed,
  masqueradeMissingOrWrong,
  dockerIptablesDisabled,
  dockerUserDrop,
  dropInRawOrMangle,
  iptablesLegacyNftMix,
  ufwForwardDrop,
  dynamicBan,
  firewallRejectsContainerToHost,
  bridgeNfCall,
  conntrackTableFull,
  dockerChainMissing,
  firewalldReloadRippedRules,
  noUserlandProxyHairpin,
  rawTableModuleMissing,
];
