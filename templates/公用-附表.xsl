<?xml version="1.0" encoding="UTF-8"?>
<!-- 指标完成情况表和报送情况表：汇总报告、报送情况通报的附件。宽：毫米；竖放一共 156，横放一共 225。 -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

  <!--
    指标完成情况表：列宽之和 156 毫米，与版心等宽。“进度”画各季度的完成率。各行的数单位不同，居中，不按小数点对齐；
    “指标和主责单位”左对齐，不拉齐右边
  -->
  <xsl:template name="指标附表">
    <段>
      <xsl:text>“进度”一栏是各季度的完成率，黑柱为本季度，虚线处为100%。“评定”一栏●为完成，○为正常（完成率不低于时间进度</xsl:text>
      <xsl:if test="/*/指标表/@滞后线 &lt; 100"><xsl:value-of select="concat('的', /*/指标表/@滞后线, '%')"/></xsl:if>
      <xsl:text>），△为滞后，▲为逾期；目标为文字表述的指标只列数据、不作评定。</xsl:text>
    </段>
    <表格 字号="小五" 横排="否">
      <列 宽="11" 对齐="中"/><列 宽="50"/><列 宽="10" 对齐="中"/><列 宽="21" 对齐="中"/><列 宽="12" 对齐="中"/><列 宽="12" 对齐="中"/>
      <列 宽="12" 对齐="中"/><列 宽="15"/><列 宽="13" 对齐="中"/>
      <表头><行>
        <格>代码</格><格>指标和主责单位</格><格>单位</格><格>目标</格><格>上季度</格><格>本季度</格><格>完成率（%）</格><格>进度</格><格>评定</格>
      </行></表头>
      <xsl:for-each select="$指标">
        <行>
          <格><xsl:value-of select="@代码"/></格>
          <格 对齐="左">
            <段><xsl:value-of select="@名称"/><xsl:if test="@口径 = '累计'">（累计）</xsl:if></段>
            <段><xsl:value-of select="@主责单位"/></段>
            <xsl:call-template name="指标说明"/>
          </格>
          <格><xsl:value-of select="@单位"/></格>
          <格><xsl:call-template name="目标"/></格>
          <格><xsl:call-template name="数值"><xsl:with-param name="值" select="@上季度值"/></xsl:call-template></格>
          <!-- 待核对的：各单位的数从多少到多少；完成率是暂按的那个数的 -->
          <格><xsl:call-template name="数值"><xsl:with-param name="值" select="@值[not(../@各数)] | @各数"/></xsl:call-template></格>
          <格><xsl:call-template name="数值"><xsl:with-param name="值" select="@完成率"/></xsl:call-template></格>
          <xsl:choose>
            <xsl:when test="@完成率">
              <格><xsl:call-template name="走势"/></格>
            </xsl:when>
            <xsl:otherwise><格 对齐="中">—</格></xsl:otherwise>
          </xsl:choose>
          <格><xsl:call-template name="灯"><xsl:with-param name="灯" select="@灯"/></xsl:call-template></格>
        </行>
      </xsl:for-each>
      <xsl:if test="not($指标)"><行><格 跨列="9" 对齐="中">工作方案没有设指标</格></行></xsl:if>
    </表格>
  </xsl:template>

  <!-- 几个季度的完成率，一季一根柱，没有数的季度空着；只有这一个季度有数的画一条横杠 -->
  <xsl:template name="走势">
    <xsl:choose>
      <xsl:when test="count(走势/季[@完成率]) &gt; 1">
        <柱>
          <xsl:attribute name="百分">
            <xsl:for-each select="走势/季">
              <xsl:if test="position() &gt; 1"><xsl:text> </xsl:text></xsl:if>
              <xsl:choose>
                <xsl:when test="@完成率"><xsl:value-of select="@完成率"/></xsl:when>
                <xsl:otherwise>—</xsl:otherwise>
              </xsl:choose>
            </xsl:for-each>
          </xsl:attribute>
        </柱>
      </xsl:when>
      <xsl:otherwise><条 百分="{@完成率}"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- 达到目标的不用说明；别的写明理由 -->
  <xsl:template name="指标说明">
    <xsl:variable name="说">
      <xsl:if test="@灯 != '完成' and @灯 != '不评'">
        <xsl:choose>
          <!-- 数和完成率自有一栏。整个说明在括号里：里面不再用括号 -->
          <xsl:when test="@待核对 = '是' and @进度"><xsl:value-of select="concat('各单位数据不一致，待核对，暂按', @评定值, @单位, '评定；时间进度', @时间进度, '%，', @进度)"/></xsl:when>
          <xsl:when test="@待核对 = '是'"><xsl:value-of select="translate(理由, '（）', '：')"/></xsl:when>
          <xsl:when test="@进度"><xsl:value-of select="concat('时间进度', @时间进度, '%，', @进度)"/></xsl:when>
          <xsl:otherwise><xsl:value-of select="理由"/></xsl:otherwise>
        </xsl:choose>
      </xsl:if>
      <xsl:if test="@灯 = '不评' and not(@值)">本季度没有报送数据</xsl:if>
      <xsl:if test="@冲突 = '是' and not(@待核对 = '是')">；各单位数据不一致，待核对</xsl:if>
      <xsl:if test="@回落 = '是'">；累计数比上季度减少</xsl:if>
    </xsl:variable>
    <xsl:if test="$说 != ''">
      <段>
        <xsl:text>（</xsl:text>
        <xsl:choose>
          <xsl:when test="starts-with($说, '；')"><xsl:value-of select="substring($说, 2)"/></xsl:when>
          <xsl:otherwise><xsl:value-of select="$说"/></xsl:otherwise>
        </xsl:choose>
        <xsl:text>）</xsl:text>
      </段>
    </xsl:if>
  </xsl:template>

  <!-- 报送情况表：实报/应报是事项数 -->
  <xsl:template name="报送附表">
    <xsl:if test="$报送单位[@到件日期 and @首次到件 and @到件日期 != @首次到件]">
      <段>“到件日期”是现行一版的到件日期；按时、逾期以首次到件的日期评定。</段>
    </xsl:if>
    <表格 字号="五号">
      <列 宽="10" 对齐="中"/><列 宽="52"/><列 宽="12" 对齐="中"/><列 宽="21" 对齐="中"/><列 宽="14" 对齐="中"/><列 宽="11" 对齐="中"/><列 宽="19" 对齐="中"/><列 宽="17" 对齐="中"/>
      <表头><行>
        <格 对齐="中">序号</格><格 对齐="中">单位</格><格 对齐="中">状态</格><格 对齐="中">到件日期</格><格 对齐="中">回执号</格><格 对齐="中">退回次数</格><格 对齐="中">实报/应报事项</格><格 对齐="中">填报人</格>
      </行></表头>
      <xsl:for-each select="$报送单位">
        <行>
          <格><xsl:value-of select="position()"/></格>
          <格><xsl:value-of select="@简称"/><xsl:if test="@应报 = '否'">（主动报送）</xsl:if></格>
          <格>
            <xsl:choose>
              <xsl:when test="@撤回 = '是'">已撤回</xsl:when>
              <xsl:otherwise><xsl:value-of select="@状态"/></xsl:otherwise>
            </xsl:choose>
          </格>
          <格>
            <xsl:choose>
              <xsl:when test="@到件日期"><xsl:call-template name="月日"><xsl:with-param name="日" select="@到件日期"/></xsl:call-template></xsl:when>
              <xsl:otherwise>—</xsl:otherwise>
            </xsl:choose>
          </格>
          <格>
            <xsl:choose>
              <xsl:when test="@回执号"><xsl:value-of select="format-number(@回执号, '000000')"/></xsl:when>
              <xsl:otherwise>—</xsl:otherwise>
            </xsl:choose>
          </格>
          <格><xsl:value-of select="@退回次数"/></格>
          <格>
            <xsl:value-of select="concat(@实报事项, '/')"/>
            <xsl:call-template name="数值"><xsl:with-param name="值" select="self::*[@应报 = '是']/@应报事项"/></xsl:call-template>
          </格>
          <格><xsl:call-template name="数值"><xsl:with-param name="值" select="@填报人"/></xsl:call-template></格>
        </行>
      </xsl:for-each>
    </表格>
  </xsl:template>
</xsl:stylesheet>
