namespace KitFixture.Targets;

public class Holder<T>
{
    public T? Value { get; set; }
}
