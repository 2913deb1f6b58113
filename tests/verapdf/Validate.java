import java.io.File;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Validates files against PDF/UA-1: prints a line with the number of checks for each, and one for each failure. */
public class Validate {
    public static void main(String[] names) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (String name : names) {
            try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(name), PDFAFlavour.PDFUA_1);
                 PDFAValidator validator = Foundries.defaultInstance().createValidator(PDFAFlavour.PDFUA_1, false)) {
                ValidationResult result = validator.validate(parser);
                System.out.println("checked\t" + name + "\t" + result.getTotalAssertions());
                for (TestAssertion failure : result.getTestAssertions()) {
                    System.out.println("failed\t" + name + "\t" + failure.getRuleId().getClause() + "-"
                        + failure.getRuleId().getTestNumber() + " " + failure.getMessage() + " at "
                        + failure.getLocation().getContext());
                }
            }
        }
    }
}
