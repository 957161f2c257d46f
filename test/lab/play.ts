import type { LabCase, Scene } from './case.ts';
import type { Lab, LabHost } from './lab.ts';
import type { Random } from './random.ts';

import { configurationFor, diagnose } from './ask.ts';
import { grade } from './grade.ts';

export interface Staged {
  readonly host: LabHost;
  readonly scene: Scene;
  /** A ferryman.yaml that knows the host. */
  readonly config: string;
}

/** Boots, breaks, and shows that it is broken (or, for a healthy host, that it is well). */
export async function stage(
  lab: Lab,
  labCase: LabCase,
  random: Random = lab.random.branch(labCase.id),
): Promise<Staged> {
  const scene = labCase.draw(random);
  const name = 'hz-shop';
  const host = await (scene.bring ? scene.bring(lab, name) : lab.boot(name, scene.boot));
  try {
    await scene.arrange(host);
    await scene.prove(host);
    return { host, scene, config: await configurationFor(host, scene) };
  } catch (error) {
    await host.close();
    throw new Error(`${scene.drawn}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

/** Asks every question of the scene; what is wrong with the answers, a line each. */
export async function askAll({ host, scene, config }: Staged): Promise<string[]> {
  const before = await fingerprint(host);
  const wrong: string[] = [];
  for (const question of scene.questions) {
    const answer = await diagnose(host, config, question.target);
    const asked = `diagnose ${[host.name, question.target ?? ''].join(' ').trim()}`;
    wrong.push(...grade(question, answer).map((line) => `${asked}: ${line}`));
  }
  if (scene.restless) return wrong;
  const after = await fingerprint(host);
  wrong.push(
    ...before.filter((line) => !after.includes(line)).map((line) => `gone after the diagnosis: ${line}`),
  );
  wrong.push(
    ...after.filter((line) => !before.includes(line)).map((line) => `new after the diagnosis: ${line}`),
  );
  return wrong;
}

/** What a diagnosis must leave as it found it. IPv6 is left out: its addresses appear seconds after a device, by themselves. */
export async function fingerprint(host: LabHost): Promise<string[]> {
  const state = await host.sh(`
    { ip -4 route show table all; ip -4 rule; } 2>/dev/null | grep -v ' cache ' | sed 's/ linkdown//' || true
    iptables-save | grep -v '^#' | sed 's/\\[[0-9:]*\\]//'
    sysctl net.ipv4.ip_forward net.ipv4.conf.all.rp_filter
    for unit in docker docker.socket ssh; do echo "$unit $(systemctl is-active $unit)"; done
    cat /etc/docker/daemon.json 2>/dev/null || true
    find /etc /root /home /tmp /var/tmp /usr/local -type f 2>/dev/null || true`);
  return state.split('\n').map((line) => line.trim());
}
