<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:template match="/">
    <公文><正文><段><xsl:value-of select="/*/方案[@名称"/></段></正文></公文>
  </xsl:template>
</xsl:stylesheet>
