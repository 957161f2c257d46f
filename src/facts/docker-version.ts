import { z } from 'zod';
import { nullableArray, optionalText, parseObject, text } from './docker-api.ts';
import type { Fact } from './fact.ts';
import { withoutUndefined } from './parsed.ts';

export interface DockerVersion {
  /** `1.13.1`, `20.10.24+dfsg1` */
  readonly version: string;
  readonly apiVersion: string;
  readonly minApiVersion?: string;
  readonly os?: string;
  readonly arch?: string;
  readonly kernelVersion?: string;
  /** Engine, containerd, runc, docker-init with their versions; empty before 18.x. */
  readonly components: readonly { readonly name: string; readonly version: string }[];
}

const Version = z
  .object({
    Version: z.string(),
    ApiVersion: z.string(),
    MinAPIVersion: optionalText,
    Os: optionalText,
    Arch: optionalText,
    KernelVersion: optionalText,
    Components: nullableArray(z.object({ Name: z.string(), Version: text })),
  })
  .transform((body): DockerVersion =>
    withoutUndefined({
      version: body.Version,
      apiVersion: body.ApiVersion,
      minApiVersion: body.MinAPIVersion,
      os: body.Os,
      arch: body.Arch,
      kernelVersion: body.KernelVersion,
      components: body.Components.map((part) => ({ name: part.Name, version: part.Version })),
    }),
  );

/** `{"Version":"1.13.1","ApiVersion":"1.26","MinAPIVersion":"1.12","GoVersion":"go1.10.3","Os":"linux",…}` */
export const dockerVersion: Fact<'docker-version', DockerVersion> = {
  id: 'docker-version',
  title: 'Docker version',
  read: { kind: 'docker', path: '/version' },
  parse: (raw) => parseObject(raw, Version),
};
