import { z } from 'zod';
import {
  count,
  labels,
  nullableArray,
  nullableRecord,
  optionalText,
  parseEach,
  text,
  texts,
} from './docker-api.ts';
import type { Fact } from './fact.ts';
import { withoutUndefined } from './parsed.ts';

/** A row of `docker ps -a`. */
export interface ContainerSummary {
  readonly id: string;
  /** Without the leading slash; the first of its names that is no link's alias. */
  readonly name: string;
  readonly image: string;
  readonly imageId: string;
  readonly command: string;
  /** Seconds since 1970. */
  readonly created: number;
  /** created, running, paused, restarting, exited, dead, removing */
  readonly state: string;
  /** `Up 3 hours (healthy)`, `Exited (150) 2 minutes ago` */
  readonly status: string;
  readonly ports: readonly SummaryPort[];
  readonly labels: Readonly<Record<string, string>>;
  readonly networkMode?: string;
  readonly networks: readonly { readonly name: string; readonly networkId: string; readonly ipv4?: string }[];
}

export interface SummaryPort {
  readonly containerPort: number;
  readonly protocol: string;
  /** Absent where the port is exposed and not published. */
  readonly hostPort?: number;
  readonly hostIp?: string;
}

const Summary = z
  .object({
    Id: z.string(),
    Names: texts,
    Image: text,
    ImageID: text,
    Command: text,
    Created: count,
    State: text,
    Status: text,
    Ports: nullableArray(
      z.object({
        PrivatePort: z.number(),
        Type: text,
        PublicPort: z.number().nullish(),
        IP: optionalText,
      }),
    ),
    Labels: labels,
    HostConfig: z.object({ NetworkMode: optionalText }).nullish(),
    NetworkSettings: z
      .object({ Networks: nullableRecord(z.object({ NetworkID: text, IPAddress: optionalText })) })
      .nullish(),
  })
  .transform((body): ContainerSummary =>
    withoutUndefined({
      id: body.Id,
      name: ownName(body.Names, body.Id),
      image: body.Image,
      imageId: body.ImageID,
      command: body.Command,
      created: body.Created,
      state: body.State,
      status: body.Status,
      ports: body.Ports.map((port) =>
        withoutUndefined({
          containerPort: port.PrivatePort,
          protocol: port.Type,
          hostPort: port.PublicPort ?? undefined,
          hostIp: port.IP,
        }),
      ),
      labels: body.Labels,
      networkMode: body.HostConfig?.NetworkMode,
      networks: Object.entries(body.NetworkSettings?.Networks ?? {}).map(([name, network]) =>
        withoutUndefined({ name, networkId: network.NetworkID, ipv4: network.IPAddress }),
      ),
    }),
  );

/** `/web/db` is a link's alias for `/db`. */
function ownName(names: readonly string[], id: string): string {
  const own = names.find((name) => !name.slice(1).includes('/')) ?? names[0];
  return own?.replace(/^\//, '') ?? id.slice(0, 12);
}

/** `[{"Id":"8dfa…","Names":["/boring_feynman"],"Image":"ubuntu:latest",…,"Ports":[{"PrivatePort":2222,"PublicPort":3333,"Type":"tcp"}],…}]` */
export const dockerContainers: Fact<'docker-containers', readonly ContainerSummary[]> = {
  id: 'docker-containers',
  title: 'containers',
  read: { kind: 'docker', path: '/containers/json?all=1' },
  parse: (raw) => parseEach(raw, Summary),
};
