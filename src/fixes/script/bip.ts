import type { BipChange, DockerService } from '../change.ts';
import { fileScript } from './file.ts';
import { setShellVariables } from './shell-variables.ts';

/** docker0 gets another address in Docker's configuration file; Docker restarts. */
export function bipScript(change: BipChange, docker: DockerService): string {
  return `${fileScript(change.file, docker.validator)}
${setShellVariables({ DEVICE: change.device, FROM: change.from, TO: change.to })}
has_address() {
  [ "$(address_of "$DEVICE")" = "$1" ] && return 0
  note "$DEVICE has $(address_of "$DEVICE") and not $1"
  return 1
}
method_unchanged() { if [ -n "$REVERTS" ]; then method_is_new; else method_is_old; fi; }
method_stage() { file_stage; }
method_forward() {
  if method_is_new && docker_answers; then return 0; fi
  file_put after || return 1
  # For a revert this is the way back.
  if [ -n "$REVERTS" ]; then restart_docker_surely; else restart_docker; fi
}
method_is_new() { file_is "$AFTER_SHA" && has_address "$TO"; }
# Without the key Docker keeps the address that it remembers, so the old one is written, and only then the old file put back.
method_back() {
  if method_is_old && docker_answers; then return 0; fi
  file_put back && restart_docker_surely && has_address "$FROM" && file_put before
}
method_is_old() { file_is "$BEFORE_SHA" && has_address "$FROM"; }
method_boot_early() { if [ -n "$REVERTS" ]; then file_put after; else file_put back; fi; }
has_ended() { return 1; }
method_clean() { file_clean; }
`;
}
