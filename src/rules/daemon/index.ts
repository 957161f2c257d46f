import type { Rule } from '../rule.ts';
import { addressPoolConfigBad } from './address-pool-config-bad.ts';
import { apiTooOld } from './api-too-old.ts';
import { cgroupDriverMismatch } from './cgroup-driver-mismatch.ts';
import { cgroupsIncompatible } from './cgroups-incompatible.ts';
import { clientCannotConnect } from './client-cannot-connect.ts';
import { containerdOrRuncMismatch } from './containerd-or-runc-mismatch.ts';
import { corruptOverlay2 } from './corrupt-overlay2.ts';
import { customBridgeMissingAfterReboot } from './custom-bridge-missing-after-reboot.ts';
import { daemonHung } from './daemon-hung.ts';
import { daemonJsonInvalid } from './daemon-json-invalid.ts';
import { daemonJsonUnknownKey } from './daemon-json-unknown-key.ts';
import { dataRootNotMounted } from './data-root-not-mounted.ts';
import { defaultBridgeCreationFailed } from './default-bridge-creation-failed.ts';
import { devmapperBaseDevice } from './devmapper-base-device.ts';
import { dockerDataDiskFull } from './docker-data-disk-full.ts';
import { dockerDataInodesFull } from './docker-data-inodes-full.ts';
import { dockerNotRunning } from './docker-not-running.ts';
import { dockerSocketActivationFailed } from './docker-socket-activation-failed.ts';
import { flagAndFileDuplicate } from './flag-and-file-duplicate.ts';
import { iptablesUnusable } from './iptables-unusable.ts';
import { kernelUpdatedNotRebooted } from './kernel-updated-not-rebooted.ts';
import { listenIpGone } from './listen-ip-gone.ts';
import { packageFamilySwap } from './package-family-swap.ts';
import { priorDriverLeftOver } from './prior-driver-left-over.ts';
import { registryOptionsInvalid } from './registry-options-invalid.ts';
import { selinuxOverlay2OldKernel } from './selinux-overlay2-old-kernel.ts';
import { sharedLibSkew } from './shared-lib-skew.ts';
import { stalePidfile } from './stale-pidfile.ts';
import { startLimitMasksError } from './start-limit-masks-error.ts';
import { storageDriverUnsupported } from './storage-driver-unsupported.ts';
import { storageSetupDependency } from './storage-setup-dependency.ts';
import { thinPoolFull } from './thin-pool-full.ts';
import { unitMaskedOrOverridden } from './unit-masked-or-overridden.ts';
import { xfsWithoutDtype } from './xfs-without-dtype.ts';

/** Why Docker does not start, or misbehaves, in the order of the catalogue. */
export const daemonRules: readonly Rule[] = [
  dockerNotRunning,
  daemonJsonInvalid,
  daemonJsonUnknownKey,
  flagAndFileDuplicate,
  storageDriverUnsupported,
  priorDriverLeftOver,
  xfsWithoutDtype,
  devmapperBaseDevice,
  selinuxOverlay2OldKernel,
  containerdOrRuncMismatch,
  sharedLibSkew,
  defaultBridgeCreationFailed,
  customBridgeMissingAfterReboot,
  iptablesUnusable,
  kernelUpdatedNotRebooted,
  cgroupsIncompatible,
  cgroupDriverMismatch,
  stalePidfile,
  dockerDataDiskFull,
  dockerDataInodesFull,
  dockerSocketActivationFailed,
  clientCannotConnect,
  apiTooOld,
  startLimitMasksError,
  storageSetupDependency,
  packageFamilySwap,
  registryOptionsInvalid,
  listenIpGone,
  unitMaskedOrOverridden,
  dataRootNotMounted,
  daemonHung,
  corruptOverlay2,
  addressPoolConfigBad,
  thinPoolFull,
];
