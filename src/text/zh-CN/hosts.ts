import type { Catalogue } from '../catalogue.ts';

export const hosts: Catalogue = {
  // ansible.ts, ansible-ssh-args.ts
  'its ansible_ssh_common_args has an open quote': '其 ansible_ssh_common_args 的引号未闭合',
  'the ProxyCommand of its ansible_ssh_common_args is not run: name the bastion with -J instead':
    'Ferryman 不执行其 ansible_ssh_common_args 中的 ProxyCommand：请改用 -J 指定跳板机',
  'the jump host in its ansible_ssh_common_args cannot be read':
    '无法识别其 ansible_ssh_common_args 中的跳板机',
  'its name is none that Ferryman takes: letters, digits, . _ -':
    '其名称不符合 Ferryman 的要求：只能用字母、数字和 . _ -',
  'it is reached by {0}, and Ferryman speaks SSH only': '其连接方式是 {0}，而 Ferryman 只支持 SSH',
  'one of its connection settings is a template, and Ferryman fills in none':
    '其某项连接设置是模板，而 Ferryman 不展开模板',
  'one of its connection settings is in a vault': '其某项连接设置在 vault 中',
  '{0} is no address': '{0} 不是有效的地址',
  '{0} is no port': '{0} 不是有效的端口',
  // link.ts
  'has no jump host': '没有跳板机',
  '{0} is not reached over SSH and cannot be a jump host: name another host':
    '{0} 不通过 SSH 连接，不能作为跳板机：请指定其他主机',
  'the jump hosts go in a circle ({0}): take one of these jump lines out':
    '跳板机之间形成环路（{0}）：请去掉其中一行 jump',
  '{0} is not in the inventory: add it to the hosts': '主机清单里没有 {0}：请把它加到 hosts 中',
  '{0} is not in the inventory: did you mean {1}?': '主机清单里没有 {0}：是不是想写 {1}？',
  // ssh-config.ts
  'its ProxyCommand is not run: name the bastion with ProxyJump instead':
    'Ferryman 不执行其 ProxyCommand：请改用 ProxyJump 指定跳板机',
  'its ProxyJump {0} cannot be read': '无法识别其 ProxyJump {0}',
  'its ProxyJump goes in a circle: {0}': '其 ProxyJump 形成环路：{0}',
  'its jump host {0} cannot be used: {1}': '其跳板机 {0} 不能使用：{1}',
};
