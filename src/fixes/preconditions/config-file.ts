import { readConfig } from '../config-edit.ts';
import type { PlanInput } from '../plan-input.ts';
import type { Obstacle } from '../refusal.ts';
import { serviceCommand } from '../service-commands.ts';
import { say, withValues, type Sayable, type Text } from '../../text/say.ts';
import { placeOf, unusableFile } from './unusable-file.ts';

type Input = Pick<PlanInput, 'surroundings' | 'docker' | 'free' | 'views' | 'version' | 'redact'>;

/** What is the matter with Docker's configuration file, before anything touches it. */
export function fileObstacles(input: Input): Obstacle[] {
  const { file } = input.surroundings;
  const unusable = unusableFile(input);
  if (unusable.length > 0) return unusable;
  const tool = managingTool(input);
  if (tool !== undefined) return [managed(tool, input)];
  const content = file.bytes === undefined ? undefined : readConfig(file.bytes);
  if (content?.kind === 'invalid') {
    return [
      {
        because: say`${placeOf(file)} is invalid, so that Docker would not start again: ${withValues(content.because, input.redact)}.`,
        next: say`Mend the file first; then ask again.`,
      },
    ];
  }
  return content?.kind === 'object' ? contradictions(content.value, input) : [];
}

const TOOLS = ['ansible', 'puppet', 'chef', 'salt', 'cfengine', 'rudder', 'terraform', 'cloud-init'] as const;
type Tool = (typeof TOOLS)[number];

/** A tool writes its mark into what it manages, or beside it. Whatever is changed there by hand is gone with its next run. */
function managingTool({ surroundings: { file } }: Input): Tool | undefined {
  const text = file.bytes?.toString('latin1') ?? '';
  return TOOLS.find((tool) => {
    const name = tool === 'salt' ? 'salt(?:stack)?' : tool.replace('-', '[-_ ]?');
    const marked = new RegExp(
      String.raw`\b(?:managed|maintained|generated|controlled|deployed)[ _-]by[ _:-]*${name}\b|\b${name}[ _-]?managed\b|"_?${name}"\s*:`,
      'i',
    );
    const beside = new RegExp(
      String.raw`^\.?(?:${name}[-_.]?managed|managed[-_.]by[-_.]${name}|${name})(?:\b|_)`,
      'i',
    );
    return marked.test(text) || file.beside.some((one) => beside.test(one));
  });
}

function managed(tool: Tool, { surroundings: { file }, free, docker }: Input): Obstacle {
  const name = tool === 'cloud-init' ? tool : tool[0]?.toUpperCase() + tool.slice(1);
  return {
    because: say`${file.path} is managed by ${name}, whose next run would take the change back.`,
    next: say`Make the change in ${name}.`,
    byHand: [
      say`# ${whereIn[tool]} that writes ${file.path}, beside the keys that are there:  "bip": "${free.bridgeAddress}"`,
      serviceCommand(docker, 'restart'),
    ],
  };
}

const whereIn: Readonly<Record<Tool, Text>> = {
  ansible: say`in the template or the variable (docker_daemon_options) of the Ansible role`,
  puppet: say`in the Puppet manifest (class docker, or the file resource)`,
  chef: say`in the Chef cookbook (docker_service, or the template resource)`,
  salt: say`in the Salt state (file.managed or file.serialize)`,
  cfengine: say`in the CFEngine policy`,
  rudder: say`in the Rudder directive`,
  terraform: say`in the Terraform module`,
  'cloud-init': say`in the user data (write_files)`,
};

/** Keys beside which a `bip` means nothing, or keeps Docker from starting. */
function contradictions(
  keys: Readonly<Record<string, unknown>>,
  { surroundings: { file }, free, docker, views }: Input,
): Obstacle[] {
  const byHand = (change: Sayable): readonly Sayable[] => [
    `cp -a ${file.target} ${file.target}.bak`,
    say`# in ${file.target}: ${change}, "bip": "${free.bridgeAddress}"`,
    serviceCommand(docker, 'restart'),
  ];
  const found: Obstacle[] = [];
  const { bridge, 'fixed-cidr': cidr, 'default-gateway': gateway } = keys;
  if (bridge !== undefined && bridge !== '')
    found.push({
      because: say`${file.path} has "bridge": ${JSON.stringify(bridge)}: Docker uses a bridge that somebody else makes, and takes no "bip" beside it.`,
      next: say`Give that bridge another address where it is made.`,
      byHand: [
        say`# where ${JSON.stringify(bridge)} is made (netplan, NetworkManager, ifcfg, interfaces): the address ${free.bridgeAddress}`,
        serviceCommand(docker, 'restart'),
      ],
    });
  if (cidr !== undefined && cidr !== '')
    found.push({
      because: say`${file.path} has "fixed-cidr": ${JSON.stringify(cidr)}, which has to lie in the bridge's subnet; Docker would not start.`,
      next: say`Somebody chose that range for containers; decide which one takes its place.`,
      byHand: byHand(say`"fixed-cidr": a range in the new subnet, or none`),
    });
  if (gateway !== undefined && gateway !== '')
    found.push({
      because: say`${file.path} has "default-gateway": ${JSON.stringify(gateway)}, which has to lie in the bridge's subnet.`,
      next: say`Decide which way the containers are to go out.`,
      byHand: byHand(say`"default-gateway": an address in the new subnet, or none`),
    });
  const twice = (views.daemonSetup?.flags ?? []).find(
    ({ name }) => Object.hasOwn(keys, name) && !MERGED.has(name),
  );
  if (twice !== undefined)
    found.push({
      because: say`"${twice.name}" is set in ${file.path} and as ${twice.written} in ${twice.writtenIn}, so that Docker would not start again.`,
      next: say`Take one of the two away and restart Docker in a quiet hour; then ask again.`,
    });
  return found;
}

/** Docker takes these from both places. */
const MERGED = new Set(['runtimes', 'features', 'config-file']);
