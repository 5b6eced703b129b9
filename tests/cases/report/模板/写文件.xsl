<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:exsl="http://exslt.org/common" extension-element-prefixes="exsl">
  <xsl:template match="/">
    <公文><正文><段><exsl:document href="output/被写的文件.xml"><a/></exsl:document></段></正文></公文>
  </xsl:template>
</xsl:stylesheet>
