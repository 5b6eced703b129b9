<?xml version="1.0" encoding="UTF-8"?>
<!--
  空白的季度报送：每个单位一份，已填好单位、季度、方案、事项、指标和上季度没有销号的问题。
  输入的数据见 generator/forms/forms_internal.h；输出照 templates/schema/季度报送.xsd。
  改提示的文字只要改这里的注释（xsl:comment），不必重新编译。
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:str="http://exslt.org/strings" exclude-result-prefixes="str">
  <xsl:output method="xml" encoding="UTF-8"/>
  <xsl:param name="unit"/>

  <xsl:template match="/表单">
    <xsl:apply-templates select="单位[@代码 = $unit]"/>
  </xsl:template>

  <!-- 注释里不能有两个连着的短横；两头各空一格 -->
  <xsl:template name="注">
    <xsl:param name="文"/>
    <xsl:comment><xsl:value-of select="concat(' ', str:replace(string($文), '--', '－－'), ' ')"/></xsl:comment>
  </xsl:template>

  <xsl:template match="单位">
    <xsl:call-template name="注"><xsl:with-param name="文">
  <xsl:value-of select="concat(@简称, ' ', ../@季度说明, ' 季度报送（空白表）')"/>
  请于<xsl:value-of select="../@期限说明"/>前报送。

  怎样填：
  · 只填标签之间的文字，标签和序号不要改；分几段就写几个〈段〉，不要空着。
  · 日期写成 2022-12-25 这样；数字用半角，不写单位和千分号。
  · 没有问题的：删去整个〈问题〉，写 &lt;无/&gt;；没有亮点的：删去〈段〉，写 &lt;无/&gt;。
  · 上季度没有销号的问题已经列出，编号不要改；解决了的，把〈状态〉改成 已销号。
  · 〈打算〉没有期限的，删去其中的〈期限〉；本单位报告没有文号的，不用写发文字号。
  · 更正已报送的内容：〈版次〉加 1，重新报送整个文件。
  · 不习惯直接填写的，请用同一文件夹里的 填报.html。
</xsl:with-param></xsl:call-template>
    <季度报送 格式版本="1">
      <单位><xsl:value-of select="@简称"/></单位>
      <年度><xsl:value-of select="../@年度"/></年度>
      <季度><xsl:value-of select="../@季"/></季度>
      <方案><xsl:value-of select="../@方案"/></方案>
      <填报人/>
      <xsl:comment> 职务写审签人的职务，如 局长 </xsl:comment>
      <审签人 职务=""/>
      <联系电话/>
      <填报日期/>
      <版次>1</版次>
      <xsl:apply-templates select="事项"/>
    </季度报送>
  </xsl:template>

  <xsl:template match="事项">
    <xsl:call-template name="注"><xsl:with-param name="文">
      <xsl:value-of select="concat('第', @序号, '项「', @名称, '」')"/>
      <xsl:if test="@主责 = '是'">（本单位主责）</xsl:if>
    </xsl:with-param></xsl:call-template>
    <事项 序号="{@序号}">
      <工作推进情况><段/></工作推进情况>
      <取得成效><段/></取得成效>
      <xsl:comment> 没有亮点经验的，删去〈段〉，写 &lt;无/&gt; </xsl:comment>
      <亮点经验><段/></亮点经验>
      <存在问题>
        <xsl:apply-templates select="问题"/>
        <xsl:if test="not(问题)">
          <xsl:comment> 没有问题的，删去整个〈问题〉，写 &lt;无/&gt;。分类：政策 资金 项目 人员 数据 协调 其他；等级：一般 较大 重大 </xsl:comment>
          <问题><分类/><等级/><描述/><整改措施/><责任人/><期限/><状态>新增</状态></问题>
        </xsl:if>
      </存在问题>
      <下步打算>
        <xsl:apply-templates select="打算"/>
        <打算><内容/><期限/></打算>
      </下步打算>
      <xsl:apply-templates select="指标"/>
    </事项>
  </xsl:template>

  <!-- 上季度没有销号的问题：带着编号接着报 -->
  <xsl:template match="问题">
    <xsl:comment> 上季度的问题：写明进展；已经解决的，状态改成 已销号 </xsl:comment>
    <问题 编号="{@编号}">
      <分类><xsl:value-of select="@分类"/></分类>
      <等级><xsl:value-of select="@等级"/></等级>
      <描述><xsl:value-of select="@描述"/></描述>
      <整改措施><xsl:value-of select="@整改措施"/></整改措施>
      <责任人><xsl:value-of select="@责任人"/></责任人>
      <xsl:if test="@期限 != ''"><期限><xsl:value-of select="@期限"/></期限></xsl:if>
      <状态>整改中</状态>
    </问题>
  </xsl:template>

  <!-- 上季度的打算：提醒写明落实情况 -->
  <xsl:template match="打算">
    <xsl:call-template name="注"><xsl:with-param name="文">
      <xsl:value-of select="concat('上季度打算：', @内容)"/>
      <xsl:if test="@期限 != ''"><xsl:value-of select="concat('（', @期限, '）')"/></xsl:if>
      <xsl:text>——请在〈工作推进情况〉里另写一段，写成：上季度打算“……”：已落实（或推进中、未落实），再写情况</xsl:text>
    </xsl:with-param></xsl:call-template>
  </xsl:template>

  <xsl:template match="指标">
    <xsl:call-template name="注"><xsl:with-param name="文">
      <xsl:value-of select="concat(@代码, ' ', @名称, '（', @单位, '）：', @口径说明, '；要求：', @要求)"/>
      <xsl:if test="@上季 != ''"><xsl:value-of select="concat('；上季度填报 ', @上季)"/></xsl:if>
      <xsl:if test="@必填 = '否'"><xsl:value-of select="concat('。由主责单位', @主责单位, '填报；本单位也掌握的，在这里加一行 &lt;指标值 指标=&quot;', @代码, '&quot; 单位=&quot;', @单位, '&quot;&gt;数&lt;/指标值&gt;')"/></xsl:if>
    </xsl:with-param></xsl:call-template>
    <xsl:if test="@必填 = '是'"><指标值 指标="{@代码}" 单位="{@单位}"/></xsl:if>
  </xsl:template>
</xsl:stylesheet>
