import type { Catalogue } from '../catalogue.ts';

/** Of how a plan is made and how a change ends. */
export const flowsFix: Catalogue = {
  // plan-fix.ts, plan-revert.ts
  'Let Ferryman reach the host first; then ask again.': '请先让 Ferryman 能连上这台主机，再重新发起。',
  'No bridge of Docker on {0} is in the way of anything: there is none.':
    '{0} 上没有造成冲突的 Docker 网桥：没有任何网桥。',
  'No bridge of Docker on {0} is in the way of anything: {1} and {2} more.':
    '{0} 上没有造成冲突的 Docker 网桥：{1}，另有 {2} 个。',
  'No bridge of Docker on {0} is in the way of anything: {1}.': '{0} 上没有造成冲突的 Docker 网桥：{1}。',
  '{0} has {1}': '{0} 的网段为 {1}',
  'The Docker network {0} on {1} is in the way of nothing.': '{1} 上的 Docker 网络 {0} 没有造成冲突。',
  'Another one is: {0}': '造成冲突的是其他网络：{0}',
  'There is no Docker network {0} on {1}.': '{1} 上没有 Docker 网络 {0}。',
  'Those that are there: {0}': '现有的网络：{0}',
  '{0} is a recording; nothing was ever changed there.': '{0} 是快照，那里从未做过变更。',
  'Name a host that can be reached.': '请指定一台能连上的主机。',
  'There is nothing to take back.': '没有可回滚的内容。',
  '{0} has no record of a change that could be taken back.': '{0} 上没有可回滚的变更记录。',
  '{0} has no record of a change {1} that was kept.': '{0} 上没有已保留的变更 {1} 的记录。',
  'It is what {0} had before change {1}; the overlap is there again then.':
    '这是 {0} 在变更 {1} 之前的网段；回滚后网段重叠会重新出现。',
  'See what was done: ferryman audit --host {0}': '查看做过哪些变更：ferryman audit --host {0}',
  // read-surroundings.ts, on-host.ts
  'it could not be tried': '未能尝试',
  '{0} did not answer in {1} s.': '{0} 在 {1} 秒内没有响应。',
  'See whether the host is overloaded: ferryman doctor.': '请用 ferryman doctor 确认主机是否过载。',
  // apply-fix.ts
  'The approval came too late: the plan had expired.': '批准时方案已过期。',
  'This host is a recording: nothing can be changed on it.': '这台主机是快照：无法在上面做任何变更。',
  'The host did not answer any more, before anything was changed.':
    '变更开始之前主机就已不再响应，未做任何变更。',
  'The record of the change could not be kept on the host, so nothing was changed: {0}.':
    '无法在主机上保存变更记录，因此未做任何变更：{0}。',
  'Nothing was changed: {0}.': '未做任何变更：{0}。',
  'The host has changed since the plan was made (its configuration, its addresses or its containers), so the approval does not hold any more.':
    '方案制定之后主机有变化（配置、地址或容器），因此批准不再有效。',
  'Plan again: /fix-bridge {0}': '重新制定方案：/fix-bridge {0}',
  // follow-change.ts, take-back.ts
  'The host still reports the change as {0}.': '主机上该变更的状态仍是 {0}。',
  'The host was told to take the change back and has not said yet that it did.':
    '已通知主机回滚变更，主机尚未确认回滚完成。',
  'See how it stands: /fix-bridge {0}': '查看当前状态：/fix-bridge {0}',
  // tell-end.ts
  'The change was made, and everything that was to be proven was seen.': '变更已完成，所有验证项都已通过。',
  '{0} is {1} now, and everything that was to be proven was seen.': '{0} 现在是 {1}，所有验证项都已通过。',
  'These do not run as they did: {0}.': '以下未恢复到原来的运行状态：{0}。',
  'Why: {0}.': '原因：{0}。',
  'Mend what is named here, then plan again: /fix-bridge {0}':
    '请先处理这里指出的问题，再重新制定方案：/fix-bridge {0}',
  'It was taken back.': '变更已回滚。',
  'It was taken back, and the host is as before.': '变更已回滚，主机恢复原状。',
  'It was taken back; not as before: {0}.': '变更已回滚，但以下与之前不同：{0}。',
  'nobody did': '无人确认',
  'The change was not confirmed ({0}), and taking it back has not succeeded yet. The host tries again every minute.':
    '变更未获确认（{0}），回滚也尚未成功。主机每分钟重试一次。',
  'On the host: {0}': '在主机上：{0}',
  'The host cannot be asked. If the change had begun, the host takes it back by itself, unless it was confirmed.':
    '无法查询主机。如果变更已经开始且未获确认，主机会自行回滚。',
  'When it answers again: /fix-bridge {0}': '等它恢复响应后：/fix-bridge {0}',
  'Another run of this change has taken over and will tell its end.':
    '另一个进程已接手这项变更，会由它报告结果。',
  'The host has no record of this change: nothing was changed.': '主机上没有这项变更的记录：未做任何变更。',
  // why-not.ts
  'whoever began it was gone before anything was changed': '做任何修改之前，发起变更的进程就已退出',
  'what was to be proven is not known any more': '需要验证的内容已丢失',
  'nobody confirmed it in time': '无人及时确认',
  'the host could not be looked at over a new connection': '无法通过新连接验证主机',
  'nobody confirmed it': '无人确认',
  'the change did not succeed': '变更未成功',
  'the host changed since the plan was made': '方案制定之后主机有变化',
  'the host was booted before anybody confirmed it': '确认之前主机重启过',
  'the undo could not be armed': '无法设置自动回滚',
  'left behind before anything was changed': '做任何修改之前就被搁置',
  'stopped with Ctrl-C': '被 Ctrl-C 中止',
  'not proven: {0}': '未通过验证：{0}',
  '{0} undid it at a prompt': '{0} 在命令行回滚了它',
  '{0} ended with {1}': '{0} 以退出码 {1} 结束',
  '{0} ended with {1} ({2})': '{0} 以退出码 {1} 结束（{2}）',
  // host-words.ts
  '{0} is another one now than was looked for': '{0} 已不是之前查看的那个文件',
  '{0} cannot be written to': '{0} 无法写入',
  'the bridge of {0} does not have {1}': '{0} 的网桥没有地址 {1}',
  '{0} does not have {1}': '{0} 没有 {1}',
  '{0} has {1} and not {2}': '{0} 的地址是 {1}，不是 {2}',
  'Docker uses no bridge and not {0}': 'Docker 没有使用网桥，不是 {0}',
  'Docker uses {0} and not {1}': 'Docker 使用的是 {0}，不是 {1}',
  '{0} is not what it was made': '{0} 的内容已被改动',
  '{0} is still there': '{0} 仍然存在',
  'there is no network {0}': '没有网络 {0}',
  'there are several networks {0}': '有多个名为 {0} 的网络',
  '{0} is not in {1} as it is to be': '{0} 在 {1} 中的接入与预期不符',
  '{0} is not {1}': '{0} 不是 {1}',
  '{0} joined {1}': '{0} 已加入 {1}',
  'nothing here would take the change back after a reboot': '重启之后，这台主机上没有任何机制能回滚变更',
  'busy: another command of Ferryman runs on this host': '忙：这台主机上正在运行 Ferryman 的另一条命令',
  'busy: {0} is {1}': '忙：变更 {0} 的状态是 {1}',
  'not prepared but {0}': '状态不是 prepared，而是 {0}',
  'not prepared': '未能准备就绪',
  'there already: {0}': '已经存在，状态为 {0}',
  "/var/lib/ferryman is somebody else's, who could change what is put there":
    '/var/lib/ferryman 的属主不是 root，其属主可能改动放在那里的内容',
};
