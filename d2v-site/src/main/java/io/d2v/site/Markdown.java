package io.d2v.site;

import java.util.List;
import java.util.function.UnaryOperator;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** A page's text, parsed. */
record Markdown(Node document) {
  private static final List<Extension> EXTENSIONS =
      List.of(TablesExtension.create(), HeadingAnchorExtension.create());
  private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
  private static final HtmlRenderer RENDERER =
      HtmlRenderer.builder().extensions(EXTENSIONS).escapeHtml(true).build();

  static Markdown of(String text) {
    return new Markdown(PARSER.parse(text));
  }

  /** The text of the first heading. */
  String title() {
    StringBuilder title = new StringBuilder();
    document.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Heading heading) {
            if (title.isEmpty()) {
              super.visit(heading);
            }
          }

          @Override
          public void visit(Text text) {
            if (isOfHeading(text)) {
              title.append(text.getLiteral());
            }
          }

          @Override
          public void visit(Code code) {
            if (isOfHeading(code)) {
              title.append(code.getLiteral());
            }
          }
        });
    return title.toString();
  }

  private static boolean isOfHeading(Node node) {
    return node.getParent() instanceof Heading;
  }

  /** As HTML, with each link's address replaced. */
  String html(UnaryOperator<String> address) {
    document.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Link link) {
            link.setDestination(address.apply(link.getDestination()));
            super.visit(link);
          }
        });
    return RENDERER.render(document);
  }
}
