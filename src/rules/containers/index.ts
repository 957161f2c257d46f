import type { Rule } from '../rule.ts';
import { appCrash } from './app-crash.ts';
import { bindSourceMissing } from './bind-source-missing.ts';
import { containerDeadState } from './container-dead-state.ts';
import { crashedBySignal } from './crashed-by-signal.ts';
import { dotnetDllNotFound } from './dotnet-dll-not-found.ts';
import { dotnetFrameworkTooOldPatchOrBand } from './dotnet-framework-too-old-patch-or-band.ts';
import { dotnetIcuMissing } from './dotnet-icu-missing.ts';
import { dotnetLibsslMissing } from './dotnet-libssl-missing.ts';
import { dotnetSharedFrameworkMissing } from './dotnet-shared-framework-missing.ts';
import { entrypointNotExecutable } from './entrypoint-not-executable.ts';
import { entrypointNotFound } from './entrypoint-not-found.ts';
import { envMissing } from './env-missing.ts';
import { execFormatError } from './exec-format-error.ts';
import { exit137NotOom } from './exit-137-not-oom.ts';
import { fileMountedOnDirectory } from './file-mounted-on-directory.ts';
import { glibcVersion } from './glibc-version.ts';
import { healthcheckFailing } from './healthcheck-failing.ts';
import { imageTagDrift } from './image-tag-drift.ts';
import { interpreterOrLoaderMissing } from './interpreter-or-loader-missing.ts';
import { killedByOperatorAttach } from './killed-by-operator-attach.ts';
import { mountLeakOnOldKernel } from './mount-leak-on-old-kernel.ts';
import { nameConflict } from './name-conflict.ts';
import { networkGone } from './network-gone.ts';
import { noForegroundProcess } from './no-foreground-process.ts';
import { notRestartedAfterBoot } from './not-restarted-after-boot.ts';
import { oldRuntimeBlocksNewSyscalls } from './old-runtime-blocks-new-syscalls.ts';
import { oomKilledChild } from './oom-killed-child.ts';
import { oomKilledMain } from './oom-killed-main.ts';
import { readOnlyFs } from './read-only-fs.ts';
import { restartLoop } from './restart-loop.ts';
import { userNotFound } from './user-not-found.ts';
import { volumePermissionOrSelinux } from './volume-permission-or-selinux.ts';

/** Why a container does not run as it should, in the order of the catalogue. */
export const containersRules: readonly Rule[] = [
  entrypointNotFound,
  entrypointNotExecutable,
  interpreterOrLoaderMissing,
  execFormatError,
  noForegroundProcess,
  appCrash,
  oomKilledMain,
  oomKilledChild,
  exit137NotOom,
  crashedBySignal,
  dotnetSharedFrameworkMissing,
  dotnetFrameworkTooOldPatchOrBand,
  dotnetDllNotFound,
  dotnetIcuMissing,
  dotnetLibsslMissing,
  oldRuntimeBlocksNewSyscalls,
  glibcVersion,
  bindSourceMissing,
  fileMountedOnDirectory,
  volumePermissionOrSelinux,
  readOnlyFs,
  userNotFound,
  envMissing,
  healthcheckFailing,
  restartLoop,
  notRestartedAfterBoot,
  networkGone,
  nameConflict,
  imageTagDrift,
  mountLeakOnOldKernel,
  containerDeadState,
  killedByOperatorAttach,
];
