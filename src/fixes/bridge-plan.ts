import { parseTree } from 'jsonc-parser';
import { formatPrefix } from '../model/prefix.ts';
import { say, type Text } from '../text/say.ts';
import { readConfig, withKey } from './config-edit.ts';
import { planConfig } from './config-plan.ts';
import type { PlanInput, PlannedFix, Refusal } from './plan-input.ts';
import { configRefusals } from './preconditions/config-refusals.ts';
import { refusal, type Obstacle } from './refusal.ts';
import type { UntoldStep } from './untold.ts';

/** Docker gets a bridge of one's own, made by a unit at every boot before Docker starts; docker0 goes. */
export function planBridge(input: PlanInput): PlannedFix | Refusal {
  const { bridge, free, surroundings } = input;
  const newDevice = freeName(input);
  const refused = [...unitObstacles(input), ...configRefusals(input)];
  if (refused.length > 0) return refusal(refused);
  const to = free.bridgeAddress;
  const after = withoutKey(withKey(surroundings.file.bytes, 'bridge', newDevice), 'bip');
  const { planned, change } = planConfig(input, { key: 'bridge', value: newDevice, after });
  const { steps, undoSteps, warnings } = planned;
  return {
    ...planned,
    method: 'bridge',
    steps: afterRestart(beforeFile(steps, makeAgain(newDevice, to)), removeOld(bridge.device)),
    undoSteps: afterRestart(undoSteps, awayWith(newDevice)),
    proof: [
      say`${newDevice} has ${to} and Docker uses it; ${bridge.device} is gone, and with it ${formatPrefix(bridge.prefix)}, by the kernel's own word.`,
    ],
    warnings: [...warnings, ...managerWarnings(input, newDevice)],
    change: { kind: 'bridge', ...change, newDevice },
  };
}

/** Names of devices are 15 characters at most. */
function freeName({ views }: PlanInput): string {
  const held = new Set(views.network.links.map(({ name }) => name));
  let name = 'br-ferryman';
  for (let next = 2; held.has(name); next++) name = `br-ferryman${next}`;
  return name;
}

function unitObstacles({ docker, bridge }: PlanInput): Obstacle[] {
  if (docker.manager !== 'systemd') {
    return [
      {
        because: say`There is no systemd here that would make the bridge again at every boot, before Docker starts.`,
        next: say`Take the method bip: it changes the address of Docker’s own bridge, which Docker makes by itself.`,
      },
    ];
  }
  if (bridge.device === 'docker0') return [];
  return [
    {
      because: say`Docker already uses a bridge of one's own, ${bridge.device}; whatever makes it would make it again.`,
      next: say`Give ${bridge.device} another address where it is made, and restart Docker.`,
    },
  ];
}

const UNITS = '/etc/systemd/system';
const WANTED = `${UNITS}/multi-user.target.wants`;

export function makeAgain(device: string, address: string): UntoldStep {
  const unit = `${device}.service`;
  return {
    what: say`Have a unit make ${device} with ${address} at every boot before Docker starts, and start it`,
    command: `mv -f ${UNITS}/.${unit} ${UNITS}/${unit}; ln -sf ../${unit} ${WANTED}/${unit}; systemctl start ${unit}`,
  };
}

export function awayWith(device: string): UntoldStep {
  const unit = `${device}.service`;
  return {
    what: say`Take ${device} and its unit away, and what is left of iptables rules that name it`,
    command: `systemctl stop ${unit}; rm -f ${WANTED}/${unit} ${UNITS}/${unit} ${UNITS}/.${unit}; ip link del dev ${device}`,
  };
}

export function removeOld(device: string): UntoldStep {
  return {
    what: say`Remove ${device}, which Docker makes once more out of its memory`,
    command: `ip link del dev ${device}`,
  };
}

/** The bridge has to be there before the file names it. */
function beforeFile(steps: readonly UntoldStep[], step: UntoldStep): UntoldStep[] {
  const written = steps.findIndex(({ does }) => does === 'name-bridge');
  return [...steps.slice(0, written), step, ...steps.slice(written)];
}

/** docker0 comes back with the first start, and goes after it; the new bridge goes once Docker has left it. */
function afterRestart(steps: readonly UntoldStep[], step: UntoldStep): UntoldStep[] {
  const restarted = steps.findIndex(({ does }) => does === 'restart') + 1;
  return [...steps.slice(0, restarted), step, ...steps.slice(restarted)];
}

/** Whoever manages every device that appears would take the address away again. */
function managerWarnings({ surroundings }: PlanInput, device: string): readonly Text[] {
  return [
    ...('firewall-cmd' in surroundings.programs
      ? [
          say`firewalld may not know ${device}: should containers answer only on the host itself, put it into the zone that docker0 is in.`,
        ]
      : []),
    say`systemd-networkd or NetworkManager leave ${device} alone unless a configuration of theirs matches every device (Name=*).`,
  ];
}

/** The same bytes without a key of the top level that has another one behind it. */
export function withoutKey(bytes: Buffer, key: string): Buffer {
  const content = readConfig(bytes);
  if (content.kind !== 'object') return bytes;
  const properties = parseTree(content.text)?.children ?? [];
  const index = properties.findIndex(({ children: [name] = [] }) => name?.value === key);
  const [one, next] = [properties[index], properties[index + 1]];
  if (one === undefined || next === undefined) return bytes;
  const text = content.text.slice(0, one.offset) + content.text.slice(next.offset);
  return Buffer.from((content.mark ? '\uFEFF' : '') + text);
}
