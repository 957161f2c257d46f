import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { LabHost } from './host.ts';

import { must } from './process.ts';

export interface ImageOptions {
  /** Lines of a Dockerfile after the file system: `CMD ["sh"]`, `EXPOSE 80`, `ENV A=b`. */
  readonly lines?: readonly string[];
  /** Executables to add, by path: script text. */
  readonly scripts?: Readonly<Record<string, string>>;
}

/** Builds an image on the host from busybox and a few lines; nothing can be pulled here. */
export async function image(host: LabHost, tag: string, options: ImageOptions = {}): Promise<string> {
  const context = await mkdtemp(join(host.directory, 'image-'));
  await cp(host.rootfs, join(context, 'rootfs.tar'));
  const scripts = Object.entries(options.scripts ?? {});
  for (const [path, text] of scripts) {
    await mkdir(join(context, 'scripts', path, '..'), { recursive: true });
    await writeFile(join(context, 'scripts', path), text, { mode: 0o755 });
  }
  const lines = ['FROM scratch', 'ADD rootfs.tar /', ...(scripts.length > 0 ? ['COPY scripts /'] : [])];
  await writeFile(join(context, 'Dockerfile'), [...lines, ...(options.lines ?? [])].join('\n'));
  const tar = join(host.directory, 'context.tar');
  await must(['tar', '-C', context, '-cf', tar, '.']);
  await must(['sh', '-c', `nsenter -t ${host.pid} -a -- docker build -q -t ${tag} - <"$1"`, 'build', tar]);
  await rm(context, { recursive: true });
  await rm(tar);
  return tag;
}

export interface RunOptions {
  readonly name: string;
  readonly image?: string;
  /** Values of `-p`. */
  readonly publish?: readonly string[];
  readonly network?: string;
  /** Further options of `docker run`. */
  readonly extra?: readonly string[];
  readonly command?: readonly string[];
}

/** `docker run -d`. */
export async function start(host: LabHost, options: RunOptions): Promise<void> {
  const tag = options.image ?? (await image(host, 'shop/base:1'));
  await host.must([
    'docker',
    'run',
    '-d',
    '--name',
    options.name,
    // busybox does not listen to SIGTERM as process 1; a test need not wait ten seconds for that.
    '--stop-timeout',
    '1',
    ...(options.network ? ['--network', options.network] : []),
    ...(options.publish ?? []).flatMap((value) => ['-p', value]),
    ...(options.extra ?? []),
    tag,
    ...(options.command ?? []),
  ]);
}

/** A web server that says "it works". `listen` is a port, or an address and a port. */
export async function serve(host: LabHost, options: RunOptions & { listen: string | number }): Promise<void> {
  const command = ['httpd', '-f', '-p', String(options.listen), '-h', '/www'];
  await start(host, { ...options, command });
}
