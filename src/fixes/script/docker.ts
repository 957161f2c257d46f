/** Docker and its containers, as POSIX shell; each wait has an end. */
export const DOCKER = `
docker() { bounded 60 "$DOCKER" "$@"; }
docker_answers() { bounded 5 "$DOCKER" ps -q </dev/null >/dev/null 2>&1 9>&-; }
docker_up() {
  until_up=$(($(date +%s) + $1))
  while ! docker_answers; do
    [ "$(date +%s)" -lt "$until_up" ] || { note "Docker does not answer after $1 s"; return 1; }
    sleep 1
  done
}
unfail() { [ "$MANAGER" != systemd ] || run bounded 20 systemctl reset-failed "$UNIT" docker.socket; return 0; }
service_do() {
  case $MANAGER in
    systemd) run bounded "$RESTART_SECONDS" systemctl "$1" "$UNIT";;
    openrc) run bounded "$RESTART_SECONDS" rc-service "$UNIT" "$1";;
    *) run bounded "$RESTART_SECONDS" service "$UNIT" "$1";;
  esac
}
# Where live-restore keeps a container running, Docker keeps its bridge as it is and says nothing.
free_bridges() {
  [ "$STOP_FIRST" = 1 ] || return 0
  running=$(bounded 20 "$DOCKER" ps -q </dev/null 9>&-)
  # shellcheck disable=SC2086
  [ -z "$running" ] || run bounded 120 "$DOCKER" stop -t 10 $running
}
away() { note 'containers lose their connections'; }
restart_docker() {
  free_bridges
  unfail
  away
  service_do restart && docker_up 60
}
force_down() {
  [ "$MANAGER" != systemd ] || run bounded 10 systemctl kill -s KILL "$UNIT"
  sleep 1
}
# The way back does not stop at a Docker that hangs.
restart_docker_surely() {
  restart_docker && return 0
  force_down
  unfail
  service_do restart && docker_up 60
}

is_running() { [ "$(bounded 10 "$DOCKER" inspect -f '{{.State.Running}}' "$1" 2>/dev/null </dev/null 9>&-)" = true ]; }
not_running() {
  # A Docker that says nothing says nothing good either, and each further question would take as long.
  up=$(bounded 20 "$DOCKER" ps -q --no-trunc 2>/dev/null </dev/null 9>&-) || { say "$CONTAINERS"; return; }
  up=" $(say "$up" | tr '\\n' ' ') "
  for one in $CONTAINERS; do
    case $up in *" $one "*);; *) has_ended "$one" || say "$one";; esac
  done
}
# Docker starts those with a restart policy, one after the other; what it leaves out is started here.
start_containers() {
  # shellcheck disable=SC2086
  [ -z "$UNPOLICED" ] || run docker start $UNPOLICED
  patience=$(($(date +%s) + 8))
  give_up=$(($(date +%s) + 45))
  while left=$(not_running); [ -n "$left" ]; do
    [ "$(date +%s)" -lt "$give_up" ] || { note "do not run: $left"; return 1; }
    if [ "$(date +%s)" -ge "$patience" ]; then
      for one in $left; do run docker start "$one"; done
    fi
    sleep 1
  done
  note 'all containers are back'
}
is_active() { bounded 10 systemctl -q is-active "$1" </dev/null 9>&-; }
units_down() { for one in $BOUND; do is_active "$one" || say "$one"; done; }
# Those that stopped with Docker start with its restart, but not where it failed or was killed in between.
start_units() {
  for one in $(units_down); do run bounded 60 systemctl start "$one"; done
  left=$(units_down)
  [ -z "$left" ] || { note "do not run: $left"; return 1; }
}
`;
