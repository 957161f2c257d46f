import type { LabCase, Scene } from './case.ts';
import type { Lab, LabHost } from './lab.ts';

import { configurationFor, diagnose } from './ask.ts';
import { grade } from './grade.ts';

export interface Staged {
  readonly host: LabHost;
  readonly scene: Scene;
  /** A ferryman.yaml that knows the host. */
  readonly config: string;
}

/** Boots, breaks, and shows that it is broken (or, for a healthy host, that it is well). */
export async function stage(lab: Lab, labCase: LabCase): Promise<Staged> {
  const scene = labCase.draw(lab.random.branch(`${labCase.cause} ${labCase.title}`));
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
  const after = await fingerprint(host);
  if (after !== before) wrong.push(`the diagnosis changed the host:\n${before}\n→\n${after}`);
  return wrong;
}

/** What a diagnosis must leave as it found it. */
function fingerprint(host: LabHost): Promise<string> {
  return host.sh(`
    ip route show table all | grep -v ' cache '
    ip rule
    iptables-save | grep -v '^#' | sed 's/\\[[0-9:]*\\]//'
    sysctl -n net.ipv4.ip_forward net.ipv4.conf.all.rp_filter
    systemctl is-active docker docker.socket ssh || true
    cat /etc/docker/daemon.json 2>/dev/null || true
    ls -A /root /tmp /etc | grep -v ld.so.cache`);
}
