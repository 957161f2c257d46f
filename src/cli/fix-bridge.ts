import { Option, type Command } from 'commander';
import { z } from 'zod';
import { FerrymanError } from '../errors.ts';
import { findHost } from '../hosts/inventory.ts';
import type { FixOptions } from '../report/fix.ts';
import { isSubnet } from '../report/subnet.ts';
import { changeHost, planOnly, undoPending, type FixDesk } from './change-host.ts';
import { configFor, type Cli } from './cli.ts';
import { openDesk } from './fix-desk.ts';
import { realFixFlows, type FixFlows } from './fix-flows.ts';
import type { ReportExit } from './program.ts';
import { readSeconds } from './until-stopped.ts';

/** A plan looks at the host as a diagnosis does, and at what a change needs besides. */
const PLAN_SECONDS = 120;

const Options = z.object({
  plan: z.boolean().default(false),
  apply: z.boolean().default(false),
  undo: z.union([z.string(), z.literal(true)]).optional(),
  method: z.enum(['bip', 'bridge']).optional(),
  network: z.string().optional(),
  subnet: z.string().optional(),
  avoid: z.array(z.string()).default([]),
  json: z.boolean().default(false),
  timeout: z.number(),
});
type Options = z.infer<typeof Options>;

/** `ferryman fix-bridge <host> [port] --plan|--apply|--undo [id]`. */
export function registerFixBridge(
  program: Command,
  cli: Cli,
  exit: ReportExit,
  loadFlows: () => Promise<FixFlows> = realFixFlows,
): void {
  program
    .command('fix-bridge')
    .description("move a Docker network that overlaps the host's, with an undo that the host keeps by itself")
    .argument('[host]', 'name of a host of the inventory')
    .argument('[port]', 'a port whose answer is proved with the others', readPort)
    .addOption(new Option('--plan', 'only show the plan; this is the default').conflicts(['apply', 'undo']))
    .addOption(
      new Option('--apply', 'show the plan, ask for the name of the host, and do it').conflicts('undo'),
    )
    .option('--undo [id]', 'take back the last change, or this one; asks for the name of the host too')
    .addOption(
      new Option(
        '--method <method>',
        'bip: another address for docker0; bridge: a bridge of your own',
      ).choices(['bip', 'bridge']),
    )
    .option('--network <name>', "one of Docker's networks; without it the one that overlaps")
    .option('--subnet <cidr>', 'where to move it; without it a free one is chosen', (text: string) =>
      readCidr('--subnet', text),
    )
    .option('--avoid <cidr>', 'a range that the choice stays clear of; may be given again', collectSubnets)
    .option('--json', 'print the plan, or with --apply and --undo the outcome, as one JSON object')
    .option('--timeout <seconds>', 'how long planning may take', readSeconds, PLAN_SECONDS)
    .action(async (name: string | undefined, port: number | undefined, given: unknown, command: Command) => {
      if (name === undefined) throw usage('Which host?');
      const options = Options.parse(given);
      const config = await configFor(command, cli);
      const host = findHost(config, name);
      const { json, timeout } = options;
      const desk = await openDesk({ config, host, json, seconds: timeout, flows: await loadFlows() }, cli);
      try {
        exit(await work(desk, options, port));
      } finally {
        await desk.close();
      }
    });
}

async function work(desk: FixDesk, options: Options, port: number | undefined): Promise<number> {
  const { apply, undo } = options;
  if (undo === undefined) {
    const asked = { kind: 'fix', options: fixOptions(options, port) } as const;
    if (!apply) return planOnly(desk, asked);
    return changeHost(desk, asked);
  }
  const id = undo === true ? undefined : changeId(undo);
  return (
    (await undoPending(desk, id)) ??
    changeHost(desk, { kind: 'revert', ...(id !== undefined && { reverts: id }) })
  );
}

function fixOptions({ method, network, subnet, avoid }: Options, port: number | undefined): FixOptions {
  return {
    ...(method !== undefined && { method }),
    ...(network !== undefined && { network }),
    ...(subnet !== undefined && { subnet }),
    ...(avoid.length > 0 && { avoid }),
    ...(port !== undefined && { port }),
  };
}

function changeId(text: string): string {
  if (/^[a-z0-9]{8,32}$/.test(text)) return text;
  throw usage(`"${text}" is no name of a change.`, '<host> --undo [id]; ids are in: ferryman audit');
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw usage(`${text} is no port: ports go from 1 to 65535.`, '<host> 30003');
}

function readCidr(option: string, text: string): string {
  if (isSubnet(text)) return text;
  throw usage(`"${text}" is no subnet.`, `<host> ${option} 172.31.255.0/24`);
}

function collectSubnets(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, readCidr('--avoid', text)];
}

function usage(sentence: string, instead = '<host> [port] [--plan | --apply | --undo [id]]'): FerrymanError {
  return new FerrymanError('usage', sentence, `Type: ferryman fix-bridge ${instead}`);
}
