import { expect, it } from 'vitest';
import { maskIssue } from '../../support/mask-issue.ts';

it('masks what is personal and leaves the rest', () => {
  const row = {
    issue_id: 'A1',
    reporter_name: '赵小一',
    phone: '13800000001',
    owner_name: '钱二 13800000002',
    owner_phone: '0534-4210000',
    revisit_by: '孙三',
    problem: '赵小一家停水，电话13800000001',
    result_text: '已联系赵小一',
    solution_plan: null,
    resolved_note: '13800000001',
    remark: '鲁N12345',
    dept_lead: '住建局',
    reported_at: '2022-01-01T00:00:00',
  };
  expect(maskIssue(row)).toEqual({
    issue_id: 'A1',
    reporter_name: '赵*一',
    phone: '138****0001',
    owner_name: '钱二 138****0002',
    owner_phone: '0534-****000',
    revisit_by: '孙三',
    problem: '赵*一家停水，电话138****0001',
    result_text: '已联系赵*一',
    solution_plan: null,
    resolved_note: '138****0001',
    remark: '鲁N*****',
    dept_lead: '住建局',
    reported_at: '2022-01-01T00:00:00',
  });
  expect(row.reporter_name).toBe('赵小一');
});
