import type { Catalogue } from '../catalogue.ts';

export const rules: Catalogue = {
  // owner.ts
  'service {0} of compose project {1}': 'compose 项目 {1} 的服务 {0}',
  'service {0} of compose project {1} ({2})': 'compose 项目 {1} 的服务 {0}（{2}）',
  'service {0} of Portainer stack {1}': 'Portainer stack {1} 的服务 {0}',
  'service {0} of the swarm': 'swarm 的服务 {0}',
  'service {0} of the swarm (stack {1})': 'swarm 的服务 {0}（stack {1}）',
  'container {0} of pod {1}': 'Pod {1} 的容器 {0}',
  'container {0}, which no compose project or stack owns': '容器 {0}（不属于任何 compose 项目或 stack）',
  'That stops the container, creates a new one and starts it: a short outage, a new container id, address and host name; what was changed by hand inside the old one is lost.':
    '这会停止旧容器，再创建并启动新容器：有短暂中断，容器 ID、地址和主机名都会改变；在旧容器内手动所做的改动会丢失。',
  'the compose file (or Portainer stack)': 'compose 文件（或 Portainer stack）',
  'Change it in {0} of project {1}, service {2}; a change made elsewhere is undone by the next `docker compose up`.':
    '在项目 {1} 的 {0} 中修改服务 {2}；在别处所做的修改，会被下一次 `docker compose up` 撤销。',
  'Change it in Portainer: Stacks, {0}, Editor, service {1}, then "Update the stack"; a change made elsewhere is undone by the stack\'s next update.':
    '在 Portainer 中修改：Stacks → {0} → Editor，服务 {1}，然后点「Update the stack」；在别处所做的修改，会在该 stack 下次更新时被撤销。',
  'Change it in the stack file, service {0}, and deploy it; swarm replaces a container that is changed by hand.':
    '在 stack 文件中修改服务 {0}，然后部署；手动修改的容器会被 swarm 替换。',
  'Change it in the stack file of {0}, service {1}, and deploy it; swarm replaces a container that is changed by hand.':
    '在 {0} 的 stack 文件中修改服务 {1}，然后部署；手动修改的容器会被 swarm 替换。',
  'Change it in what makes pod {0} (its Deployment or the like); the kubelet replaces a container that is changed by hand.':
    '在生成 Pod {0} 的对象（Deployment 等）中修改；手动修改的容器会被 kubelet 替换。',
  '{0} was made by hand (docker run): recreate it with all of its other options.':
    '{0} 是手动创建的（docker run）：重新创建时须带上它的其他所有选项。',
  'If a stack is to bring a container of this name later, remove or rename this one first, or Docker refuses with "Conflict. The container name is already in use".':
    '如果之后要由 stack 创建同名容器，请先删除这个容器或给它改名，否则 Docker 会拒绝，并报「Conflict. The container name is already in use」。',
  '# {0}, project {1}, service {2}:  {3}': '# {0}，项目 {1}，服务 {2}：{3}',
  'compose file': 'compose 文件',
  '# Portainer, Stacks, {0}, Editor, service {1}:  {2}': '# Portainer，Stacks → {0} → Editor，服务 {1}：{2}',
  '# then "Update the stack"': '# 然后点「Update the stack」',
  '# stack file, service {0}:  {1}': '# stack 文件，服务 {0}：{1}',
  '# stack file of {0}, service {1}:  {2}': '# {0} 的 stack 文件，服务 {1}：{2}',
  '# manifest of pod {0}, container {1}': '# Pod {0} 的清单，容器 {1}',
  'docker inspect {0}   # its other options': 'docker inspect {0}   # 它的其他选项',
  '# docker stop, docker rm, then docker run -d --name {0}  {1}  …the other options… {2}':
    '# 先 docker stop、docker rm，再 docker run -d --name {0}  {1}  …其他选项… {2}',
  // evidence.ts
  'from outside: {0}': '从外部：{0}',
  'host to its own {0}: {1}': '从主机到自己的地址 {0}：{1}',
  'host to the address of the container: {0}': '从主机到容器的地址：{0}',
  'host to the address of {0}: {1}': '从主机到 {0} 的地址：{1}',
  'inside the container: {0}': '在容器内：{0}',
  'inside {0}: {1}': '在 {0} 内：{1}',
  'connection attempts to port {0}': '对端口 {0} 的连接尝试',
  "accepted by Docker's proxy, then nothing comes": 'docker-proxy 接受了连接，之后没有任何响应',
  'no TCP listener': '没有 TCP 监听',
  // judge.ts
  'the rule itself failed: {0}': '规则自身出错：{0}',
};
