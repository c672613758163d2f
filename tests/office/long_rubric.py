"""A rubric whose texts are as long and as mixed as they come: Chinese, English, both, addresses, no pause at all.

Apart from the tests because two of them print it.
"""

LONG = """
rubric: long
title: 2018年度“安全生产”检查评分表（A类单位，含 Type-2 sites）
sections:
  - name: 一、组织领导与安全生产责任制落实情况
    items:
      - name: 责任制
        text: >-
          班子每季度研究安全生产工作，落实 ISO 45001:2018 与《安全生产法》第21条，责任书（responsibility letter）
          签订率100%；有部署、有检查、有整改、有反馈，台账齐全，资料可以追溯到具体责任人和完成时限
        points: 20
        evidence:
          - 会议记录（minutes）、签到表、照片
          - 责任书复印件（PDF 或 JPG）
          - https://example.com/evidence/2018/safety-and-health/site-inspections
        findings:
          - {text: 未制定年度计划, deduct: 1.01}
          - text: >-
              未按 Safety Management System 的要求逐级签订责任书，
              或者签订以后没有按照规定的时限逐级报送备案（以收到日期为准）
            deduct: 1.02
            per: 人次
            at_most: 3
          - text: >-
              “双随机、一公开”检查（random inspection）少于规定次数；未使用统一的检查表单、未录入平台、
              未在5个工作日内反馈整改意见的，每次按一次计算
            deduct: 1.03
            per: 次
            target: 12
      - {name: 短项, points: 5, findings: [{text: 甲, deduct: 1}]}
  - name: 二、现场
    items:
      - name: English only
        text: >-
          All machines carry guards; emergency exits are marked, lit and free of obstacles; extinguishers have been
          inspected within the last twelve months and the inspection labels are legible
        points: 10
        findings:
          - text: >-
              Guards are missing, loose or have been tied open with wire, whether or not the machine was running at
              the time of the inspection
            deduct: 1
          - {text: "NO SMOKING, NO OPEN FLAMES AND MAXIMUM WEIGHT signs (GB 2894-2008) MISSING AT THE GATE", deduct: 1}
          - text: >-
              设备A1、A2、B3-7（含备用）未挂牌；X光机、pH计、CO₂报警器等仪器超过检定周期，
              或者检定证书（certificate №）与实物不符
            deduct: 1
  - name: 三、长文
    items:
      - name: 长文
        text: LONGTEXT
        points: 10
        findings:
          - {text: LONGTEXT, deduct: 1}
          - {text: 很短, deduct: 2}
"""
SENTENCE = "全是中文的一段很长的文字没有停顿，用来检查每一行能放下多少个字，以及行高是否足够，边框不会裁掉半个字；"
LONG = LONG.replace("LONGTEXT", SENTENCE * 6)
