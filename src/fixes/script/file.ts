import type { FileChange } from '../change.ts';
import { setShellVariables } from './shell-variables.ts';
import { sha256 } from '../digest.ts';

/**
 * Docker's configuration file in its states `before`, `after` and `back`. All three lie beside it before anything changes, so that each
 * step is a rename: it needs no room, and mode, owner and SELinux label come along.
 */
export function fileScript(file: FileChange, validator: string | undefined): string {
  return `${setShellVariables({
    FILE: file.path,
    BEFORE_SHA: file.before === undefined ? 'absent' : sha256(file.before),
    AFTER_BASE64: file.after.toString('base64'),
    AFTER_SHA: sha256(file.after),
    BACK_BASE64: file.back.toString('base64'),
    VALIDATOR: validator ?? '',
  })}
file_sha() { if [ -e "$1" ]; then sha256sum <"$1" | cut -d ' ' -f 1; else say absent; fi; }
file_is() {
  [ "$(file_sha "$FILE")" = "$1" ] && return 0
  note "$FILE is another one now than was looked for"
  return 1
}
staged() { say "$FILE.ferryman-$ID.$1"; }
stage_as() {
  target=$(staged "$1")
  if [ -e "$FILE" ]; then cp -a "$FILE" "$target" || return 1; else : >"$target" && chmod 644 "$target" || return 1; fi
  printf '%s' "$2" | base64 -d >"$target" || return 1
  if command -v restorecon >/dev/null 2>&1 && [ ! -e "$FILE" ]; then restorecon "$target" 2>/dev/null; fi
  return 0
}
file_stage() {
  folder=$(dirname "$FILE")
  [ -d "$folder" ] || { run mkdir -m 755 "$folder" && : >"$DIR/made-folder"; } || return 1
  stage_as after "$AFTER_BASE64" && stage_as back "$BACK_BASE64" || { note "$folder cannot be written to"; return 1; }
  if [ -n "$REVERTS" ]; then
    [ "$BEFORE_SHA" = absent ] || run cp -a "$BASE/changes/$REVERTS/daemon.json.before" "$(staged before)" || return 1
  elif [ -e "$FILE" ]; then
    # The very file, not a copy: nothing of it can be lost.
    ln "$FILE" "$(staged before)" 2>/dev/null || run cp -a "$FILE" "$(staged before)" || return 1
    run cp -a "$FILE" "$DIR/daemon.json.before" || return 1
  fi
  run cp "$(staged after)" "$DIR/daemon.json.after" && run cp "$(staged back)" "$DIR/daemon.json.back" || return 1
  [ -z "$VALIDATOR" ] || run bounded 20 "$VALIDATOR" --validate --config-file "$(staged after)"
}
file_put() {
  if [ "$1" = before ] && [ "$BEFORE_SHA" = absent ]; then run rm -f "$FILE"; return; fi
  [ "$FILE" -ef "$(staged "$1")" ] && return 0
  rm -f "$(staged link)"
  ln "$(staged "$1")" "$(staged link)" 2>/dev/null || cp -a "$(staged "$1")" "$(staged link)" || { note "no $(staged "$1")"; return 1; }
  run mv -f "$(staged link)" "$FILE" || return 1
  settle "$(dirname "$FILE")" "$FILE"
}
file_clean() {
  rm -f "$(staged before)" "$(staged after)" "$(staged back)" "$(staged link)"
  if [ -e "$DIR/made-folder" ]; then rmdir "$(dirname "$FILE")" 2>/dev/null; fi
  return 0
}
address_of() { ip -o -4 addr show dev "$1" 2>/dev/null | sed -n 's/.* inet \\([0-9./]*\\) .*/\\1/p'; }
`;
}
