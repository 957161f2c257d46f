import type { ConfigLine } from '../facts/config-lines.ts';

/** A server from which the host takes packages or images. */
export interface Mirror {
  readonly host: string;
  readonly path: string;
  readonly line: number;
  readonly text: string;
}

/**
 * Names that only resolve inside one cloud, and often inside one region: mirrors.cloud.aliyuncs.com,
 * registry-vpc.cn-hangzhou.aliyuncs.com, mirrors.tencentyun.com, repo.myhuaweicloud.com, us-east-1.ec2.archive.ubuntu.com.
 */
const OF_A_REGION =
  /(?:^|\.)(?:mirrors\.cloud\.aliyuncs\.com|mirrors\.aliyuncs\.com|mirrors\.tencentyun\.com|mirrors\.ivolces\.com|[\w.-]*myhuaweicloud\.com)$|registry-(?:vpc|internal)\.|-internal\.|\.internal$|(?:^|\.)(?:cn|us|eu|ap|me|af|sa|ca)-[a-z]+(?:-\d)?\.|\.tencentyun\.com$/i;

export function mirrorsOfRegions(lines: readonly ConfigLine[]): readonly Mirror[] {
  return lines
    .filter(({ path }) => /yum\.repos\.d|\/apt\/|daemon\.json$|pip\.conf$/.test(path))
    .flatMap(({ path, line, text }) =>
      [...text.matchAll(/https?:\/\/([\w.-]+)/g)].map(([, host = '']) => ({ host, path, line, text })),
    )
    .filter(({ host }) => OF_A_REGION.test(host) && !/^[\d.]+$/.test(host));
}
