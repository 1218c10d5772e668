import { describe, expect, it } from '@jest/globals';
import { noticeEntry } from './notice.js';

describe('a row of the public notice', () => {
  it('says name, school, grade, class and public title, whatever else is known of the child', () => {
    const known = {
      name: '沈成娥',
      schoolName: '寨坪中心幼儿园',
      grade: '中班',
      className: '1班',
      publicTitle: '学前教育资助',
      idNumber: '990788202109120686',
      birthDate: '2021-09-12',
      householdType: '建档立卡户',
      card: '9999997732054367864',
      phone: '19909079125',
      title: '学前教育贫困家庭幼儿资助',
    };
    expect(noticeEntry(known, 'r')).toEqual({
      name: '沈成娥',
      school: '寨坪中心幼儿园',
      grade: '中班',
      class: '1班',
      programme: '学前教育资助',
      row: 'r',
    });
  });
});
